#Requires -Version 7.4
# Runs the checks of docs/reliability.md with small counts. ./build.ps1 Reliability runs them with large ones.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $reliability = (Resolve-Path -Path "$PSScriptRoot/../Reliability").Path
    $modulePath = $env:PSModulePath.Split([IO.Path]::PathSeparator)[0]

    # Runs a check in a process of its own, because it changes the environment.
    function Invoke-Check {
        param([string] $Name, [int] $Count, [hashtable] $More = @{})
        Invoke-FreshSession -Arguments (@{ Script = "$reliability/$Name.ps1"; Parameters = @{ ModulePath = $modulePath; ResultFolder = "$TestDrive/results"; Count = $Count } + $More }) -Script {
            param($Script, $Parameters)
            $null = & $Script @Parameters 3>&1 6>&1
        }
        Get-Content -LiteralPath "$TestDrive/results/$Name.json" -Raw | ConvertFrom-Json
    }
}

Describe 'The reliability check <Name>' -ForEach @(
    @{ Name = 'Operations'; Count = 80; More = @{} }
    @{ Name = 'Kills'; Count = 4; More = @{ Kind = 'New-BitbucketPipeline' } }
    @{ Name = 'Races'; Count = 1; More = @{} }
    @{ Name = 'Sandboxes'; Count = 24; More = @{} }
    @{ Name = 'Memory'; Count = 240; More = @{} }
) {
    It 'meets all its goals' {
        $result = Invoke-Check -Name $Name -Count $Count -More $More

        @($result.Figures).Count | Should -BeGreaterThan 0
        @($result.Figures).Where({ -not $_.Met }).ForEach({ "$($_.Figure): $($_.Measured)" }) | Should -BeNullOrEmpty
    }
}
