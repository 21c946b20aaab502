#Requires -Version 7.4
<#
.SYNOPSIS
Runs many mixed operations in several runspaces while a fifth of them meet a fault, and compares what each command said with what is there at the end.

.DESCRIPTION
Faults are lost responses, throttling, errors of the service, cut connections and slow answers. Each runspace keeps a ledger: what is done according to its commands,
what is not, and what a command said that it does not know.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # The operations of all runspaces together.
    [ValidateRange(8, 1000000)]
    [int] $Count = 10000,

    [int] $Seed = 1,

    [ValidateRange(1, 64)]
    [int] $Runspaces = 8,

    # The operations of 100 that meet a fault.
    [ValidateRange(0, 100)]
    [int] $FaultPercent = 20
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Rig.psm1", "$PSScriptRoot/../Benchmarks/Results.psm1"
Import-PackedModule -ModulePath $ModulePath

$null = Start-BitbucketSandbox
$watch = [Diagnostics.Stopwatch]::StartNew()
$account = Use-Account -Number 123456789012
try {
    $ledgers = 1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
        Import-Module -Name BitbucketConnections
        & "$using:PSScriptRoot/Operator.ps1" -Number $_ -Count ([int] [Math]::Ceiling($using:Count / $using:Runspaces)) -Seed ($using:Seed * 1000 + $_) -FaultPercent $using:FaultPercent
    }
    Set-BitbucketSandboxFault -Clear

    # What is there, read without faults.
    $connections = @(Get-BitbucketConnection)
    $pipelines = @{}
    Get-BitbucketPipeline -All | ForEach-Object -Process { $pipelines[$_.Name] = $_ }
    $roles = @(Get-RoleName -Account $account)
    $policies = @{}
    $wrong = [Collections.Generic.List[object]]::new()
    $checked = 0
    foreach ($ledger in $ledgers) {
        foreach ($fact in $ledger.Facts.GetEnumerator()) {
            $kind, $name, $part = $fact.Key -split '\|'
            $found = @(
                switch ($kind) {
                    'connection' { $connections.Where({ $_.ConnectionName -ceq $name }).Count }
                    'pipeline' { $pipelines.ContainsKey($name) ? 1 : 0 }
                    'role' { $roles -ccontains $name ? 1 : 0 }
                    'branch' { $pipelines.ContainsKey($name) ? $pipelines[$name].Branch : '-' }
                    'tag' { @(Get-BitbucketTag -ResourceArn $name).Where({ $_.Key -ceq $part }).ForEach({ $_.Value }) }
                    'execution' { @(Get-BitbucketPipelineExecution -PipelineName $name).Where({ $_.PipelineExecutionId -eq $part }).Count }
                    'transition' { (Get-BitbucketPipelineState -PipelineName $name).Where({ $_.StageName -eq $part }).ForEach({ "$($_.InboundTransitionEnabled)" }) }
                    'grant' {
                        $policies[$name] ??= (Get-RolePolicy -Account $account -RoleName $name)['BitbucketConnections-UseConnection']
                        "$($policies[$name])".Contains($part) ? 1 : 0
                    }
                }
            )
            $found = "$($found.Count -eq 0 ? '-' : $found[0])"
            $checked++
            if ($fact.Value -cnotcontains $found) {
                $isMore = $kind -eq 'connection' -and [int] $found -gt ($fact.Value | Measure-Object -Maximum).Maximum
                $wrong.Add([pscustomobject] @{ Fact = $fact.Key; Said = $fact.Value -join ' or '; Found = $found; IsDoubled = $isMore })
            }
        }
    }
}
finally {
    Stop-BitbucketSandbox
}

$wrong | Select-Object -First 20 | ForEach-Object -Process { Write-Warning -Message "$($_.Fact): the commands said $($_.Said), but it is $($_.Found)." }
$rows = foreach ($name in $ledgers.ForEach({ $_.Outcomes.Keys }) | Sort-Object -Unique) {
    $of = @($ledgers.ForEach({ $_.Outcomes[$name] }).Where({ $_ }))
    [ordered] @{
        operation = $name
        number    = ($of.ForEach({ $_.done + $_.failed + $_.unknown }) | Measure-Object -Sum).Sum
        done      = ($of.ForEach({ $_.done }) | Measure-Object -Sum).Sum
        failed    = ($of.ForEach({ $_.failed }) | Measure-Object -Sum).Sum
        unknown   = ($of.ForEach({ $_.unknown }) | Measure-Object -Sum).Sum
    }
}
$total = ($rows.ForEach({ $_.number }) | Measure-Object -Sum).Sum
Write-Result -Folder $ResultFolder -Benchmark Operations -Table @{ operations = @($rows) } -Figure @(
    New-Figure -Name "Lost: other than $total operations said" -Measured $wrong.Where({ -not $_.IsDoubled }).Count -Goal 0 -Unit '' -Limit 0
    New-Figure -Name "Doubled, and no command says so, in $total operations" -Measured $wrong.Where({ $_.IsDoubled }).Count -Goal 0 -Unit '' -Limit 0
) -Fact @{
    count = $Count; seed = $Seed; runspaces = $Runspaces; faultPercent = $FaultPercent; facts = $checked
    faults = ($ledgers.ForEach({ $_.Faults }) | Measure-Object -Sum).Sum; seconds = [int] $watch.Elapsed.TotalSeconds
}
