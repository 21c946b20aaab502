#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
}

Describe 'Reproducible build' {
    It 'returns the same bytes for every assembly if the sources are built again in another folder' {
        $assemblies = Get-ChildItem -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'lib') -Recurse -Filter 'BitbucketConnections*.dll'
        $assemblies.Count | Should -BeGreaterThan 7
        $configuration = [Diagnostics.FileVersionInfo]::GetVersionInfo($assemblies[0].FullName).IsDebug ? 'Debug' : 'Release'

        $copy = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "build-again-$([guid]::NewGuid().ToString('N'))"
        $null = New-Item -ItemType Directory -Path $copy
        try {
            $sources = Get-ChildItem -LiteralPath "$repositoryRoot/src" -Recurse -File -Force |
                Where-Object { [IO.Path]::GetRelativePath($repositoryRoot, $_.FullName) -notmatch '[\\/](bin|obj)[\\/]' }
            foreach ($file in @($sources) + @(Get-Item -LiteralPath "$repositoryRoot/BitbucketConnections.psd1", "$repositoryRoot/.editorconfig" -Force)) {
                $target = Join-Path -Path $copy -ChildPath ([IO.Path]::GetRelativePath($repositoryRoot, $file.FullName))
                $null = New-Item -ItemType Directory -Path (Split-Path -Path $target) -Force
                Copy-Item -LiteralPath $file.FullName -Destination $target
            }

            $layout = Import-PowerShellDataFile -LiteralPath "$repositoryRoot/src/build/ModuleLayout.psd1"
            $projects = $layout.Files.Project | Sort-Object -Unique | ForEach-Object -Process { "src/$_/$_.csproj" }
            Set-Content -LiteralPath "$copy/all.proj" -Value @"
<Project DefaultTargets="Build">
  <ItemGroup><Part Include="$($projects -join ';')" /></ItemGroup>
  <Target Name="Restore"><MSBuild Projects="@(Part)" Targets="Restore" /></Target>
  <Target Name="Build"><MSBuild Projects="@(Part)" Properties="Configuration=$configuration" BuildInParallel="true" /></Target>
</Project>
"@
            # The analyzers write nothing into an assembly.
            $log = & dotnet build "$copy/all.proj" --nologo --verbosity quiet -p:RunAnalyzers=false 2>&1
            $LASTEXITCODE | Should -Be 0 -Because ($log -join "`n")

            $differences = foreach ($entry in $layout.Files) {
                foreach ($name in $entry.Names.Where({ $_ -like 'BitbucketConnections*' })) {
                    $first = Join-Path -Path $moduleFolder -ChildPath ((@('lib', $entry.To, $name).Where({ $_ })) -join '/')
                    $again = "$copy/src/$($entry.Project)/bin/$configuration/$($entry.Framework)/$name"
                    if ((Get-FileHash -LiteralPath $first).Hash -ne (Get-FileHash -LiteralPath $again).Hash) {
                        "$($entry.To)/$name"
                    }
                }
            }

            $differences | Should -BeNullOrEmpty

            # The IL is the same, so the native code of the packed files can be compared.
            Copy-Item -LiteralPath (Join-Path -Path $moduleFolder -ChildPath 'lib') -Destination $copy -Recurse
            Get-ChildItem -LiteralPath "$copy/lib/net8.0" -Directory | Remove-Item -Recurse
            & "$copy/src/build/Precompile.ps1" -RepositoryRoot $copy
            $again = Get-ChildItem -Path "$copy/lib/net8.0/*/*.dll"
            $again.Count | Should -BeGreaterThan 8
            $again.Where({
                    $packed = Join-Path -Path $moduleFolder -ChildPath ([IO.Path]::GetRelativePath($copy, $_.FullName))
                    (Get-FileHash -LiteralPath $_.FullName).Hash -ne (Get-FileHash -LiteralPath $packed).Hash
                }) | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item -LiteralPath $copy -Recurse -Force
        }
    }
}
