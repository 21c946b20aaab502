#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

Describe 'The official packages of the AWS SDK' {
    BeforeAll {
        $repositoryRoot = (Resolve-Path -Path "$PSScriptRoot/../..").Path

        $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "official-sdk-$([guid]::NewGuid().ToString('N'))"
        $null = New-Item -ItemType Directory -Path "$folder/checkout"

        # Use a copy: the intermediate files of this build must not replace those of the checkout.
        function Copy-Source {
            Copy-Item -LiteralPath "$repositoryRoot/BitbucketConnections.psd1" -Destination "$folder/checkout"
            foreach ($file in Get-ChildItem -LiteralPath "$repositoryRoot/src" -Recurse -File) {
                $path = [IO.Path]::GetRelativePath($repositoryRoot, $file.FullName)
                if ($path -notmatch '[\\/](bin|obj)[\\/]') {
                    $target = Join-Path -Path "$folder/checkout" -ChildPath $path
                    $null = New-Item -ItemType Directory -Path (Split-Path -Path $target) -Force
                    Copy-Item -LiteralPath $file.FullName -Destination $target
                }
            }

            # Only the engine can depend on the clients. Without their project, it can't use them by accident.
            Remove-Item -LiteralPath "$folder/checkout/src/BitbucketConnections.AwsClients" -Recurse
        }

        # Returns the log, and throws it if the program fails.
        function Invoke-Program {
            $program, $arguments = $args
            $log = (& $program @arguments 2>&1) -join "`n"
            if ($LASTEXITCODE -ne 0) {
                throw "$program $($arguments -join ' ') ended with exit code ${LASTEXITCODE}:`n$log"
            }

            $log
        }

        $restored = "$(Invoke-Program dotnet nuget locals global-packages --list)" -replace '^global-packages:\s*'
        $packagesBefore = $env:NUGET_PACKAGES
    }

    AfterAll {
        $env:NUGET_PACKAGES = $packagesBefore
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'replace our clients without a change of the source' {
        Copy-Source

        # Packages with the API of the official ones, from the service models of the checkout.
        $null = Invoke-Program dotnet run --project "$repositoryRoot/src/build/Generator/Generator.csproj" --configuration Release -- stubs "$folder/stubs"

        # The analyzers have checked the sources in the build of the checkout, so these builds leave them out.
        # Do not put packages without code into a cache. Read the packages of the default build from their own cache.
        $env:NUGET_PACKAGES = "$folder/packages"
        $null = Invoke-Program dotnet msbuild "$folder/stubs/Stubs.proj" --nologo "--verbosity:quiet" "-p:RestoreFallbackFolders=$restored" "-p:RunAnalyzers=false"
        $null = Invoke-Program dotnet build "$folder/checkout/src/BitbucketConnections.Engine/BitbucketConnections.Engine.csproj" --nologo --verbosity quiet "-p:RunAnalyzers=false" `
            "-p:UseAwsServicePackages=true" "-p:RestoreAdditionalProjectSources=$folder/stubs/feed" "-p:RestoreFallbackFolders=$restored"

        foreach ($target in 'net8.0', 'netstandard2.0') {
            $output = "$folder/checkout/src/BitbucketConnections.Engine/bin/Debug/$target"
            "$output/BitbucketConnections.Engine.dll" | Should -Exist
            "$output/BitbucketConnections.AwsClients.dll" | Should -Not -Exist
        }

        foreach ($package in 'codestarconnections', 'codeconnections', 'codebuild', 'codegurureviewer', 'codepipeline', 'identitymanagement') {
            "$folder/packages/awssdk.$package/4.999.0" | Should -Exist -Because 'the engine was compiled against it'
        }
    }
}
