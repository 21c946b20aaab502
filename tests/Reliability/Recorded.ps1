#Requires -Version 7.4
# Runs a command as a user does, and keeps what it says. For the scripts of this folder and their processes.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The outcome is 'done', 'failed' or 'unknown', as the command says it.
function Invoke-Recorded {
    param([string] $Text)
    $ErrorActionPreference = 'Continue'
    $WarningPreference = 'Continue'
    $ConfirmPreference = 'None'
    $records = @(
        try {
            & ([scriptblock]::Create($Text)) 2>&1 3>&1
        }
        catch {
            $_
        }
    )
    $failures = @($records.Where({ $_ -is [Management.Automation.ErrorRecord] }))
    $isUnknown = $failures.Where({ $_.PSObject.Properties['MayHaveTakenEffect']?.Value -or $_.Exception.PSObject.Properties['MayHaveTakenEffect']?.Value }).Count -gt 0
    @{
        Outcome  = $failures.Count -eq 0 ? 'done' : $isUnknown ? 'unknown' : 'failed'
        Failures = @($failures.ForEach({ "$($_.FullyQualifiedErrorId): $($_.Exception.Message)" }))
        Warnings = @($records.Where({ $_ -is [Management.Automation.WarningRecord] }).ForEach({ $_.Message }))
        Output   = @($records.Where({ $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.WarningRecord] }))
    }
}
