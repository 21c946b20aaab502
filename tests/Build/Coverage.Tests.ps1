#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    $build = (Resolve-Path -Path "$PSScriptRoot/../../src/build").Path
    $settings = Import-PowerShellDataFile -LiteralPath "$build/Coverage.psd1"

    # Writes a report as coverlet does: lines with their hits, and one branch for each of the other arguments.
    function Write-Report {
        param([string] $Name, [string] $File, [hashtable] $Lines, [hashtable[]] $Branches = @())
        $documents = @{ $File = @{ 'A.Type' = @{ 'A.Method()' = @{ Lines = @{}; Branches = $Branches } } } }
        $Lines.Keys.ForEach({ $documents[$File]['A.Type']['A.Method()'].Lines["$_"] = $Lines[$_] })
        # A project without a file is an error, so give a file to each.
        $settings.Projects.ForEach({
                if (-not $documents.ContainsKey("/_/src/$_/Other.cs")) { $documents["/_/src/$_/Other.cs"] = @{ T = @{ M = @{ Lines = @{}; Branches = @() } } } }
            })
        $path = Join-Path -Path $TestDrive -ChildPath "$Name.json"
        ConvertTo-Json -InputObject @{ 'any.dll' = $documents } -Depth 9 | Set-Content -LiteralPath $path
        $path
    }

    function Get-EngineFigure {
        param([string[]] $Report)
        (& "$build/CoverageFigures.ps1" -Report $Report -UncoveredFile "$TestDrive/uncovered.txt").Where({ $_.Project -eq 'BitbucketConnections.Engine' })
    }
}

Describe 'The figures of the coverage' {
    It 'count a line once that two builds contain' {
        $first = Write-Report -Name 'first' -File '/_/src/BitbucketConnections.Engine/A.cs' -Lines @{ 1 = 1; 2 = 0; 3 = 0 }
        $second = Write-Report -Name 'second' -File '/_/src/BitbucketConnections.Engine/A.cs' -Lines @{ 1 = 0; 2 = 7; 3 = 0; 4 = 1 }

        (Get-EngineFigure -Report $first, $second).Line | Should -Be 75
    }

    It 'are rounded down' {
        (Get-EngineFigure -Report (Write-Report -Name 'only' -File '/_/src/BitbucketConnections.Engine/A.cs' -Lines @{ 1 = 1; 2 = 1; 3 = 0 })).Line | Should -Be 66.6
    }

    It 'count a branch once that two builds contain, also if they number it differently' {
        $first = Write-Report -Name 'first' -File '/_/src/BitbucketConnections.Engine/A.cs' -Lines @{ 1 = 1 } -Branches @(
            @{ Line = 1; Hits = 1; Offset = 5; Path = 0; Ordinal = 0 }, @{ Line = 1; Hits = 0; Offset = 5; Path = 1; Ordinal = 1 }
        )
        $second = Write-Report -Name 'second' -File '/_/src/BitbucketConnections.Engine/A.cs' -Lines @{ 1 = 1 } -Branches @(
            @{ Line = 1; Hits = 0; Offset = 9; Path = 0; Ordinal = 4 }, @{ Line = 1; Hits = 1; Offset = 9; Path = 1; Ordinal = 5 }
        )

        (Get-EngineFigure -Report $first, $second).Branch | Should -Be 100
    }

    It 'exclude <File>' -ForEach @(
        @{ File = '/_/src/BitbucketConnections.Engine/Generated/A.g.cs' }
        @{ File = '/_/src/BitbucketConnections.Engine/obj/Release/net8.0/A.cs' }
        @{ File = '/_/src/BitbucketConnections.EngineRoom/A.cs' }
    ) {
        (Get-EngineFigure -Report (Write-Report -Name 'only' -File $File -Lines @{ 1 = 0 })).Line | Should -Be 100
    }

    It 'come with the lines that no test calls' {
        $null = Get-EngineFigure -Report (Write-Report -Name 'only' -File '/_/src/BitbucketConnections.Engine/A.cs' -Lines @{ 1 = 1; 3 = 0; 20 = 0 })

        Get-Content -LiteralPath "$TestDrive/uncovered.txt" | Should -Be 'src/BitbucketConnections.Engine/A.cs (2 of 3 lines): 3, 20'
    }

    It 'are an error if a project was not measured' {
        $report = Join-Path -Path $TestDrive -ChildPath 'empty.json'
        Set-Content -LiteralPath $report -Value '{}'

        { Get-EngineFigure -Report $report } | Should -Throw 'The coverage reports contain no source file of BitbucketConnections.Contracts.'
    }
}

Describe 'The floors of the coverage' {
    BeforeEach {
        $file = Join-Path -Path $TestDrive -ChildPath 'floors.txt'
        Set-Content -LiteralPath $file -Value '# The floors.', 'A  90.0  80.5'
    }

    It 'refuse a figure that is lower, with what to do' {
        $found = @(& "$build/CoverageFloors.ps1" -FloorFile $file -Figure @{ Project = 'A'; Line = 89.6; Branch = 80.6 })

        $found | Should -Be 'The line coverage of A is 89.6 %. Its floor in floors.txt is 90.0 %. Add tests for the lines that artifacts/coverage/uncovered.txt lists.'
    }

    It 'refuse both figures' {
        @(& "$build/CoverageFloors.ps1" -FloorFile $file -Figure @{ Project = 'A'; Line = 50.0; Branch = 50.0 }).Count | Should -Be 2
    }

    It 'accept a figure that is lower by less than 0.3' {
        & "$build/CoverageFloors.ps1" -FloorFile $file -Figure @{ Project = 'A'; Line = 89.8; Branch = 80.3 } | Should -BeNullOrEmpty
    }

    It 'rise to a higher figure, and never fall' {
        & "$build/CoverageFloors.ps1" -FloorFile $file -Figure @{ Project = 'A'; Line = 91.2; Branch = 80.3 }, @{ Project = 'Longer'; Line = 100.0; Branch = 7.0 } -Raise | Should -BeNullOrEmpty

        Get-Content -LiteralPath $file | Should -Be '# The floors.', 'A       91.2  80.5', 'Longer 100.0   7.0'
    }

    It 'are not written without -Raise, but a hint is' {
        $text = & "$build/CoverageFloors.ps1" -FloorFile $file -Figure @{ Project = 'A'; Line = 91.0; Branch = 80.5 } 6>&1

        "$text" | Should -Be "The coverage is higher than a floor by 1 point or more. './build.ps1 Coverage' raises the floors."
        Get-Content -LiteralPath $file | Should -Be '# The floors.', 'A  90.0  80.5'
    }

    It 'refuse a file with an invalid line' {
        Set-Content -LiteralPath $file -Value 'A 90,5'

        { & "$build/CoverageFloors.ps1" -FloorFile $file -Figure @{ Project = 'A'; Line = 91.0; Branch = 80.5 } } | Should -Throw "'A 90,5' in '*floors.txt' is not valid.*"
    }
}
