#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $files = Get-ChildItem -LiteralPath $moduleFolder -Recurse -File
    $paths = $files.ForEach({ [IO.Path]::GetRelativePath($moduleFolder, $_.FullName).Replace('\', '/') })
    $package = @(Get-ChildItem -Path (Join-Path -Path $moduleFolder -ChildPath '../../../package/*.nupkg'))
}

Describe 'Package' {
    It 'contains exactly the files of the layout and the help' {
        $layout = Import-PowerShellDataFile -LiteralPath "$repositoryRoot/src/build/ModuleLayout.psd1"
        $about = (Get-ChildItem -Path "$repositoryRoot/docs/en-US/about_*.md").ForEach({ "en-US/$($_.BaseName).help.txt" })
        $expected = @(
            foreach ($entry in $layout.Files) {
                $entry.Names.ForEach({ @('lib', $entry.To, $_).Where({ $_ }) -join '/' })
            }
            foreach ($platform in $layout.Precompiled.Platforms) {
                $layout.Precompiled.Names.ForEach({ "lib/$($layout.Precompiled.Folder)/$platform/$_" })
            }
            $layout.Views.ForEach({ "lib/$_" })
            $layout.Package
            'en-US/BitbucketConnections.dll-Help.xml'
            $about
        )

        $paths | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It 'has Contracts once, so that both sides of the load context have the same types' {
        $paths.Where({ $_ -like '*BitbucketConnections.Contracts.dll' }) | Should -Be 'lib/BitbucketConnections.Contracts.dll'
    }

    It 'has no debug leftovers' {
        $paths.Where({ $_ -match '\.(pdb|deps\.json|runtimeconfig\.json)$' -or ($_ -like 'lib/*.xml' -and $_ -notlike '*.ps1xml') }) | Should -BeNullOrEmpty
    }

    It 'has the license, and notices for every included package' {
        Get-Content -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'LICENSE') -Raw | Should -BeLike 'MIT License*'
        $notices = Get-Content -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'docs/THIRD-PARTY-NOTICES.md') -Raw
        foreach ($dll in $files.Where({ $_.Extension -eq '.dll' -and $_.Name -notlike 'BitbucketConnections*' })) {
            $notices | Should -BeLike "*$($dll.BaseName)*"
        }
    }

    It 'is a nupkg of less than 25 MB' {
        $package.Count | Should -Be 1
        $package[0].Length | Should -BeLessThan 25MB
    }

    It 'has paths of less than 100 characters, for Windows PowerShell' {
        $paths.Where({ "BitbucketConnections/$(Split-Path -Path $moduleFolder -Leaf)/$_".Length -ge 100 }) | Should -BeNullOrEmpty
    }

    It 'unpacks to the same files' {
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        $archive = [IO.Compression.ZipFile]::OpenRead($package[0].FullName)
        try {
            $packed = $archive.Entries.FullName.Where({ $_ -notmatch '^(_rels/|package/|\[Content_Types\]|.*\.nuspec$)' })
        }
        finally {
            $archive.Dispose()
        }

        $packed | Sort-Object | Should -Be ($paths | Sort-Object)
    }
}
