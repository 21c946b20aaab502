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

    It 'has all that scripts may rely on' {
        $known.Where({ $_ -cnotin $found }) | Should -BeNullOrEmpty -Because 'scripts break when it is gone: keep it, or list the change in the changelog and run src/build/PublicSurface.ps1 -Update'
    }

    It 'has nothing that tests/Module/PublicSurface.txt lacks' {
        $found.Where({ $_ -cnotin $known }) | Should -BeNullOrEmpty -Because 'what is new is relied on from now on: run src/build/PublicSurface.ps1 -Update'
    }

    It 'is not read from an empty module' {
        $found.Count | Should -BeGreaterThan 1000
    }
}
