#Requires -Version 7.4
<#
.SYNOPSIS
Measures import, first call and warm call of two builds of the module, in turn, with one sandbox.

.DESCRIPTION
Each sample is a separate pwsh. The sandbox is from the second build. Times are medians in milliseconds. The
ratio compares the two builds, because absolute times depend on other load of the computer.
#>
[CmdletBinding()]
param(
    # The folder of the other build of the module.
    [Parameter(Mandatory)]
    [string] $Before,

    [Parameter(Mandatory)]
    [string] $After,

    [ValidateRange(3, 100)]
    [int] $Samples = 9
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "versions-$PID"
$null = New-Item -ItemType Directory -Path $folder
Set-Content -LiteralPath "$folder/Measure.ps1" -Value @'
param($Path)
$clock = [Diagnostics.Stopwatch]::StartNew()
Import-Module -Name $Path
$times = @($clock.Elapsed.TotalMilliseconds)
$clock.Restart()
$connection = Get-BitbucketConnection
$times += $clock.Elapsed.TotalMilliseconds
$warm = foreach ($i in 1..60) { $clock.Restart(); $null = Get-BitbucketConnection; $clock.Elapsed.TotalMilliseconds }
$times += ($warm | Sort-Object)[30]
$clock.Restart()
$null = Get-BitbucketPipeline demo
$times += $clock.Elapsed.TotalMilliseconds
$warm = foreach ($i in 1..60) { $clock.Restart(); $null = Get-BitbucketPipeline demo; $clock.Elapsed.TotalMilliseconds }
$times += ($warm | Sort-Object)[30]
$times.ForEach({ $_.ToString([cultureinfo]::InvariantCulture) })
'@
$names = 'import', 'first call', 'warm call', 'first Get-BitbucketPipeline', 'warm Get-BitbucketPipeline'
$times = @{}
$program = @([Environment]::ProcessPath)
if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
    $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
}

$command, [string[]] $first = $program
try {
    Import-Module -Name $After
    $sandbox = Start-BitbucketSandbox
    $connection = New-BitbucketConnection -Name one -WarningAction Ignore
    Complete-BitbucketSandboxConnection -ConnectionArn $connection.ConnectionArn
    $null = $connection | New-BitbucketPipeline -Name demo -Repository my-workspace/my-repo -Branch main -BuildProject $sandbox.BuildProject -Confirm:$false
    foreach ($sample in 0..$Samples) {
        foreach ($path in $Before, $After) {
            $found = & $command @first -NoProfile -NonInteractive -File "$folder/Measure.ps1" $path
            if ($LASTEXITCODE -ne 0) {
                throw "The measurement of $path ended with exit code $LASTEXITCODE."
            }

            # The first sample fills the disk caches and is not counted.
            for ($i = 0; $sample -gt 0 -and $i -lt $names.Count; $i++) {
                $times["$path $i"] = @($times["$path $i"]) + [double]::Parse($found[$i], [cultureinfo]::InvariantCulture)
            }
        }
    }
}
finally {
    Stop-BitbucketSandbox
    Remove-Item -LiteralPath $folder -Recurse -Force
}

function Get-Median {
    param([string] $Key)
    $sorted = @($times[$Key]).Where({ $null -ne $_ }) | Sort-Object
    $sorted[[Math]::Floor($sorted.Count / 2)]
}

for ($i = 0; $i -lt $names.Count; $i++) {
    $one, $other = (Get-Median -Key "$Before $i"), (Get-Median -Key "$After $i")
    [pscustomobject] @{
        What   = $names[$i]
        Before = [Math]::Round($one, 1)
        After  = [Math]::Round($other, 1)
        Ratio  = [Math]::Round($other / $one, 2)
    }
}
