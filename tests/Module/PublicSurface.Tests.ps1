#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
}

Describe 'The public surface' {
    BeforeAll {
        $root = Join-Path -Path $PSScriptRoot -ChildPath '../..'
        $known = Get-Content -LiteralPath "$PSScriptRoot/PublicSurface.txt"
        $found = Invoke-FreshSession -Script {
            param($Root, $Module)
            & "$Root/src/build/PublicSurface.ps1" -ModulePath $Module -Root $Root
        } -Arguments @{ Root = $root; Module = Join-Path -Path $moduleFolder -ChildPath BitbucketConnections.psd1 }
    }

    It 'has everything in tests/Module/PublicSurface.txt' {
        $known.Where({ $_ -cnotin $found }) | Should -BeNullOrEmpty -Because 'scripts break if it is removed: keep it, or list the change in the changelog and run src/build/PublicSurface.ps1 -Update'
    }

    It 'has nothing that is missing in tests/Module/PublicSurface.txt' {
        $found.Where({ $_ -cnotin $known }) | Should -BeNullOrEmpty -Because 'users can depend on new parts from now on: run src/build/PublicSurface.ps1 -Update'
    }

    It 'is not read from an empty module' {
        $found.Count | Should -BeGreaterThan 1000
    }
}
