#Requires -Version 7.4
# Starts drive-sdk.mjs, which calls the sandbox with the AWS SDK for JavaScript. Dot-source this file in BeforeAll after the sandbox started, and call
# Stop-Sdk in AfterAll. $called contains the operations that were called, by service.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$start = [Diagnostics.ProcessStartInfo]::new((Get-Command -Name node -CommandType Application -TotalCount 1).Source)
$start.ArgumentList.Add("$PSScriptRoot/drive-sdk.mjs")
$start.WorkingDirectory = $PSScriptRoot
$start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
$driver = [Diagnostics.Process]::Start($start)
$driverErrors = $driver.StandardError.ReadToEndAsync()
$called = @{}

# Makes a call with the SDK and returns the target that was sent, and the output or the error.
function Invoke-Sdk {
    param([string] $Service, [string] $Operation, [hashtable] $Parameters = @{})
    $driver.StandardInput.WriteLine((@{ service = $Service; operation = $Operation; input = $Parameters } | ConvertTo-Json -Depth 30 -Compress))
    $line = $driver.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(60000) -or $null -eq $line.Result) {
        throw "The SDK gave no answer to ${Operation}: $($driver.HasExited ? $driverErrors.Result : 'it is still at work')"
    }

    if (-not $called.ContainsKey($Service)) {
        $called[$Service] = [Collections.Generic.SortedSet[string]]::new()
    }

    $null = $called[$Service].Add($Operation)
    $line.Result | ConvertFrom-Json
}

# Makes a call that must succeed, and returns its output.
function Get-SdkOutput {
    $answer = Invoke-Sdk @args
    $answer.PSObject.Properties['error']?.Value | Should -BeNullOrEmpty
    $answer.output
}

function Stop-Sdk {
    $driver.StandardInput.Close()
    if (-not $driver.WaitForExit(10000)) {
        $driver.Kill()
    }
}
