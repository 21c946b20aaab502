#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $manifestPath = Join-Path -Path $moduleFolder -ChildPath 'BitbucketConnections.psd1'
    $manifest = Import-PowerShellDataFile -LiteralPath $manifestPath
    $import = Invoke-FreshSession -Script {
        $module = Import-Module -Name BitbucketConnections -PassThru -WarningVariable warnings -WarningAction SilentlyContinue 6>&1 3>&1
        $types = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'BitbucketConnections' }).GetExportedTypes()
        [pscustomobject] @{
            Output    = @($module).Count
            Warnings  = @($warnings)
            Cmdlets   = @($module.ExportedCmdlets.Keys)
            Others    = @($module.ExportedFunctions.Keys) + @($module.ExportedAliases.Keys) + @($module.ExportedVariables.Keys)
            InClasses = @($types.ForEach({ $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) }).ForEach({ "$($_.VerbName)-$($_.NounName)" }))
        }
    }
}

Describe 'Manifest' {
    It 'is valid' {
        $info = Test-ModuleManifest -Path $manifestPath
        $info.Version | Should -Be $manifest.ModuleVersion
        $info.Author | Should -Not -BeNullOrEmpty
        $info.LicenseUri | Should -Not -BeNullOrEmpty
        $info.CompatiblePSEditions | Should -Be @('Core', 'Desktop')
    }

    It 'has no types file, which would take a third of the time of the import' {
        $manifest.Keys | Should -Not -Contain 'TypesToProcess'
        Get-ChildItem -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'lib') -Filter '*.ps1xml' | Should -HaveCount 1
    }

    It 'is a prerelease of the next version if the changelog has unreleased changes; otherwise the newest released version' {
        $changelog = Get-Content -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'docs/CHANGELOG.md')
        $headings = $changelog.Where({ $_ -match '^## ' })
        $headings[0] | Should -Be '## [Unreleased]'
        $released = [version] ($headings[1] -replace '^## \[([0-9.]+)\].*$', '$1')
        $unreleased = $changelog[($changelog.IndexOf($headings[0]) + 1)..($changelog.IndexOf($headings[1]) - 1)].Where({ $_ -match '^- ' })

        if ($unreleased.Count -gt 0) {
            [version] $manifest.ModuleVersion | Should -BeGreaterThan $released
            $manifest.PrivateData.PSData.Prerelease | Should -Match '^[a-z0-9]+$'
        }
        else {
            [version] $manifest.ModuleVersion | Should -Be $released
            $manifest.PrivateData.PSData.Keys | Should -Not -Contain 'Prerelease'
        }
    }

    It 'has the version of its assemblies' {
        $data = $manifest.PrivateData.PSData
        $version = $data.Contains('Prerelease') ? "$($manifest.ModuleVersion)-$($data.Prerelease)" : $manifest.ModuleVersion
        foreach ($file in Get-ChildItem -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'lib') -Recurse -Filter 'BitbucketConnections*.dll') {
            $file.VersionInfo.ProductVersion | Should -Be $version -Because $file.Name
        }
    }

    It 'exports exactly the cmdlets that the module has, by name' {
        $import.Cmdlets | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $import.InClasses | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'has a help page for each cmdlet, and docs/cmdlets.md links to it' {
        $page = Get-Content -LiteralPath "$PSScriptRoot/../../docs/cmdlets.md" -Raw
        foreach ($name in $manifest.CmdletsToExport) {
            $page | Should -Match ([regex]::Escape("(en-US/$name.md)"))
            "$PSScriptRoot/../../docs/en-US/$name.md" | Should -Exist
        }
    }

    It 'exports nothing else' {
        $import.Others | Should -BeNullOrEmpty
    }

    It 'imports without a warning or any output' {
        $import.Warnings | Should -BeNullOrEmpty
        $import.Output | Should -Be 1 -Because '-PassThru returns only the module'
    }

    It 'can be published: it has tags, a license and a description' {
        $data = $manifest.PrivateData.PSData
        $data.Tags | Should -Contain 'PSEdition_Core'
        $data.Tags | Should -Contain 'PSEdition_Desktop'
        $data.LicenseUri | Should -BeLike 'https://*'
        $manifest.Description.Length | Should -BeGreaterThan 50
    }
}
