#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    $reliability = (Resolve-Path -Path "$PSScriptRoot/../Reliability").Path
    Import-Module -Name "$PSScriptRoot/../Benchmarks/Results.psm1"

    function Write-Summary {
        param([object[]] $Figure)
        $null = Write-Result -Folder "$TestDrive/results" -Benchmark Some -Figure $Figure -Table @{ some = @([ordered] @{ who = 'me'; kills = 1234 }) }
        $null = & "$reliability/Summary.ps1" -ResultFolder "$TestDrive/results" -ResultFile "$TestDrive/reliability.json" -Order 'Some,NotRun'
    }
}

Describe 'The summary of the reliability checks' {
    It 'ends the build with an error if a goal is not met' {
        Write-Summary -Figure (New-Figure -Name any -Measured 0 -Goal 0 -Unit '')

        { Write-Summary -Figure (New-Figure -Name any -Measured 1 -Goal 0 -Unit '') } | Should -Throw 'Not met: any, 1.'
    }
}

Describe 'The page of the reliability checks' {
    It 'gets its tables between the markers, and keeps all other text' {
        Set-Content -LiteralPath "$TestDrive/page.md" -Value "before`n`n<!-- results: figures -->`nold`n<!-- end -->`n`nbetween`n`n<!-- results: tables -->`n<!-- end -->`n`nafter"
        Write-Summary -Figure (New-Figure -Name any -Measured 0 -Goal 0 -Unit '')
        foreach ($time in 1..2) {
            & "$reliability/ReliabilityPage.ps1" -ResultFile "$TestDrive/reliability.json" -Page "$TestDrive/page.md"
        }

        $page = (Get-Content -LiteralPath "$TestDrive/page.md" -Raw) -replace '\r'
        $page | Should -BeExactly ("before`n`n<!-- results: figures -->`n`n| figure | measured | goal |  | measure it again |`n|---|---|---|---|---|`n| any | 0 | ≤ 0 | met | ``dotnet pwsh ./build.ps1 Reliability -TestName Some`` |`n`n<!-- end -->`n`nbetween`n`n" +
            "<!-- results: tables -->`n`n### Some`n`n| who | kills |`n|---|---|`n| me | 1,234 |`n`n<!-- end -->`n`nafter`n")
    }

    It 'is not written if the results do not have one of its tables' {
        Set-Content -LiteralPath "$TestDrive/page.md" -Value "<!-- results: other -->`nold`n<!-- end -->"
        Write-Summary -Figure (New-Figure -Name any -Measured 0 -Goal 0 -Unit '')

        { & "$reliability/ReliabilityPage.ps1" -ResultFile "$TestDrive/reliability.json" -Page "$TestDrive/page.md" } | Should -Throw "The results have no 'other'.*"
    }
}

Describe 'The build' {
    It 'runs every script of the folder that is a check' {
        $task = Get-Content -LiteralPath "$PSScriptRoot/../../src/build/BitbucketConnections.build.ps1" -Raw
        $scripts = Get-ChildItem -Path "$reliability/*.ps1" | Where-Object -FilterScript { (Get-Content -LiteralPath $_ -Raw) -match '\bWrite-Result\b' }
        foreach ($script in $scripts) {
            $task | Should -Match "checks = .*'$($script.BaseName)'"
        }
    }
}
