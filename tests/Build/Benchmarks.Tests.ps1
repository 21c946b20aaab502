#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    $benchmarks = (Resolve-Path -Path "$PSScriptRoot/../Benchmarks").Path
    Import-Module -Name "$benchmarks/Results.psm1", "$benchmarks/Contenders.psm1"

    function Write-Summary {
        param([object[]] $Figure, [hashtable] $Table = @{})
        $null = Write-Result -Folder "$TestDrive/results" -Benchmark Some -Figure $Figure -Table $Table
        $null = & "$benchmarks/Summary.ps1" -ResultFolder "$TestDrive/results" -ResultFile "$TestDrive/benchmarks.json" -Order 'Some,NotRun' -Version @{ 'AWS CLI' = '2.9.19'; boto3 = $null }
    }

    $growth = foreach ($work in 'list', 'wait', 'move', 'test') {
        foreach ($items in 10, 100) {
            [ordered] @{ 'work' = $work; 'items' = $items; 'time (ms)' = 3 * $items; 'calls' = $items; 'memory (MB)' = 150 }
        }
    }
}

Describe 'A figure' {
    It '<Measured> <Unit> is <Expected> at a goal of <Goal>' -ForEach @(
        @{ Measured = 20; Goal = 20; Below = $false; Unit = 'ms'; Expected = 'met' }
        @{ Measured = 20; Goal = 20; Below = $true; Unit = 'ms'; Expected = 'not met' }
        @{ Measured = 1.254; Goal = 1.25; Below = $false; Unit = '×'; Expected = 'not met' }
    ) {
        (New-Figure -Name any -Measured $Measured -Goal $Goal -Unit $Unit -Below:$Below).Met | Should -Be ($Expected -eq 'met')
    }

    It 'ends Bench with an error above its limit, not above its goal' {
        Write-Summary -Figure (New-Figure -Name any -Measured 50 -Goal 20 -Unit ms -Limit 60)

        { Write-Summary -Figure (New-Figure -Name any -Measured 61 -Goal 20 -Unit ms -Limit 60) } | Should -Throw 'Above the limit: any, 61 ms.'
    }
}

Describe 'The contenders' {
    It 'take turns, and the first round is not counted' {
        $calls = [Collections.Generic.List[string]]::new()
        $results = Measure-InTurn -Samples 2 -Contender ([ordered] @{ one = { $calls.Add('one'); $calls.Count }; other = { $calls.Add('other'); , @($calls.Count, 0) } })

        $calls | Should -Be 'one', 'other', 'one', 'other', 'one', 'other'
        $results['one'] | Should -Be 3, 5
        $results['other'].ForEach({ $_[0] }) | Should -Be 4, 6
    }

    It 'have a median that one slow sample does not change' {
        Get-Median -Value 3, 900, 1, 2, 4 | Should -Be 3
    }
}

Describe 'The page of the results' {
    BeforeEach {
        Set-Content -LiteralPath "$TestDrive/page.md" -Value "before`n`n<!-- results: figures -->`nold`n<!-- end -->`n`nbetween`n`n<!-- results: some -->`n<!-- end -->`n`nafter"
    }

    It 'gets its tables between the markers, and keeps all other text' {
        Write-Summary -Figure (New-Figure -Name any -Measured 1234 -Goal 20 -Unit ms) -Table @{ some = @([ordered] @{ who = 'me'; time = 1.5 }, [ordered] @{ who = 'you'; time = $null }); growth = $growth }
        # The plot takes the rows of the benchmark with this name.
        (Get-Content -LiteralPath "$TestDrive/benchmarks.json" -Raw).Replace('"Some"', '"Growth"') | Set-Content -LiteralPath "$TestDrive/benchmarks.json"
        foreach ($time in 1..2) {
            & "$benchmarks/PerformancePage.ps1" -ResultFile "$TestDrive/benchmarks.json" -Page "$TestDrive/page.md" -Plot "$TestDrive/images/growth.svg"
        }

        $page = (Get-Content -LiteralPath "$TestDrive/page.md" -Raw) -replace '\r'
        $page | Should -BeExactly ("before`n`n<!-- results: figures -->`n`n| figure | measured | goal |  |`n|---|---|---|---|`n| any | 1,234 ms | ≤ 20 ms | not met |`n`n<!-- end -->`n`nbetween`n`n" +
            "<!-- results: some -->`n`n| who | time |`n|---|---|`n| me | 1.5 |`n| you | - |`n`n<!-- end -->`n`nafter`n")
        "$TestDrive/images/growth.svg" | Should -Exist
    }

    It 'is not written if the results do not have one of its tables' {
        Write-Summary -Figure (New-Figure -Name any -Measured 1 -Goal 20 -Unit ms)

        { & "$benchmarks/PerformancePage.ps1" -ResultFile "$TestDrive/benchmarks.json" -Page "$TestDrive/page.md" } | Should -Throw "The results have no 'some'.*"
        Get-Content -LiteralPath "$TestDrive/page.md" -Raw | Should -BeLike '*old*'
    }
}

Describe 'The plot of growth' {
    BeforeAll {
        & "$benchmarks/GrowthPlot.ps1" -Row $growth.ForEach({ [pscustomobject] $_ }) -Path "$TestDrive/plot.svg"
        $plot = [xml] (Get-Content -LiteralPath "$TestDrive/plot.svg" -Raw)
    }

    It 'is XML with text, and with a line and a name for each work in each panel' {
        $plot.svg.polyline.Count | Should -Be 12
        foreach ($name in 'list', 'wait', 'move', 'test') {
            @($plot.svg.text).Where({ $_.InnerText -eq $name }).Count | Should -Be 3
        }
    }

    It 'gives costs in proportion the slope of the axes' {
        $points = $plot.svg.polyline[0].points -split '[ ,]'

        ([double] $points[2] - [double] $points[0]) | Should -Be ([double] $points[1] - [double] $points[3])
    }

    It 'puts no name over another' {
        $places = @($plot.svg.text).Where({ $_.InnerText -in 'list', 'wait', 'move', 'test' }).ForEach({ "$($_.x) $([Math]::Floor([double] $_.y / 14))" })

        ($places | Sort-Object -Unique).Count | Should -Be 12
    }
}
