#Requires -Version 7.4
<#
.SYNOPSIS
Does one kind of work with a number of items. Writes the number of results, the time in milliseconds and the peak of the memory of the process in MB.

.DESCRIPTION
The same work on one item is done before, so that the figures are those of the items and not of the first call. The items are created here, so that
the work does not include a list of them.
#>
param([string] $Work, [int] $Items)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name BitbucketConnections
$arn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aaaaaaaa-0000-4000-8000-{0:D12}'
$old = $arn -f 0
$new = $arn -f 1
$names = @(0..($Items - 1)).ForEach({ 'p{0:D5}' -f $_ })
$arns = @(0..($Items - 1)).ForEach({ $arn -f $_ })
switch ($Work) {
    list {
        $before = { Get-BitbucketPipeline -Name p00000 }
        $run = { Get-BitbucketPipeline }
    }
    wait {
        $before = { Wait-BitbucketConnection -ConnectionArn $old }
        $run = { $arns | Wait-BitbucketConnection }
    }
    move {
        # There and back: the pipeline is moved again with the others.
        $before = { foreach ($target in $new, $old) { Get-BitbucketPipeline -Name p00000 | Set-BitbucketPipeline -ConnectionArn $target -Confirm:$false -PassThru } }
        $run = { Get-BitbucketPipeline -ConnectionArn $old -Region us-east-1 | Set-BitbucketPipeline -ConnectionArn $new -Confirm:$false -PassThru }
    }
    test {
        $before = { Test-BitbucketPipelineTrigger -PipelineName p00000 -Branch main }
        $run = { Test-BitbucketPipelineTrigger -PipelineName $names -Branch main }
    }
}

$null = & $before
$null = Invoke-RestMethod -Uri "$env:AWS_ENDPOINT_URL/figures"
[GC]::Collect()
$count = 0
$clock = [Diagnostics.Stopwatch]::StartNew()
& $run | ForEach-Object -Process { $count++ }
$time = $clock.ElapsedMilliseconds
$process = [Diagnostics.Process]::GetCurrentProcess()
"$count $time $([Math]::Round($process.PeakWorkingSet64 / 1MB))"
