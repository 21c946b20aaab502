#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $layout = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/../../src/build/ModuleLayout.psd1").Precompiled
    $images = foreach ($platform in $layout.Platforms) {
        foreach ($name in $layout.Names) {
            @{ Platform = $platform; Name = $name }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $engineFolder = Join-Path -Path $moduleFolder -ChildPath 'lib/net8.0'
    $platform = "$($IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux')-$([Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()

    # What the headers of an assembly say of its native code, and the id of the compilation of its IL.
    function Get-ImageFact {
        param([string] $Path)
        $reader = [Reflection.PortableExecutable.PEReader]::new([IO.File]::OpenRead($Path))
        try {
            $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
            [pscustomobject] @{
                NativeSize = $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size
                Machine    = [int] $reader.PEHeaders.CoffHeader.Machine
                Mvid       = $metadata.GetGuid($metadata.GetModuleDefinition().Mvid)
            }
        }
        finally {
            $reader.Dispose()
        }
    }

    # Makes the first call of a session. Returns its connection, the folder of the engine and of AWSSDK.Core, how many methods .NET compiled in the
    # call, and the KB that a later call allocates.
    function Measure-FirstCall {
        param([string] $Manifest)
        Invoke-FreshSession -Arguments @{ Manifest = $Manifest; Url = $sandbox.Url; Key = $sandbox.Key; Value = $sandbox.Value; Arn = $sandbox.Arn } -Script {
            param($Manifest, $Url, $Key, $Value, $Arn)
            $env:AWS_ENDPOINT_URL, $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION = $Url, $Key, $Value, 'us-east-1'
            Import-Module -Name $Manifest
            $before = [Runtime.JitInfo]::GetCompiledMethodCount($false)
            $connection = Get-BitbucketConnection -ConnectionArn $Arn
            $compiled = [Runtime.JitInfo]::GetCompiledMethodCount($false) - $before
            foreach ($call in 1..20) {
                $null = Get-BitbucketConnection -ConnectionArn $Arn
            }

            $allocated = [GC]::GetTotalAllocatedBytes($true)
            foreach ($call in 1..100) {
                $null = Get-BitbucketConnection -ConnectionArn $Arn
            }

            $allocated = ([GC]::GetTotalAllocatedBytes($true) - $allocated) / 100
            $loaded = @{}
            [AppDomain]::CurrentDomain.GetAssemblies().ForEach({ $loaded[$_.GetName().Name] = $_ })
            [pscustomobject] @{
                Name     = $connection.ConnectionName
                Compiled = $compiled
                Warm     = $allocated / 1KB
                Engine   = Split-Path -Path $loaded['BitbucketConnections.Engine'].Location
                Core     = Split-Path -Path $loaded['AWSSDK.Core'].Location
                Loaded   = @($loaded.Keys)
            }
        }
    }
}

Describe 'Native code' {
    It '<Platform>/<Name> has native code for its platform, and the IL of lib/net8.0' -ForEach $images {
        $image = Get-ImageFact -Path "$engineFolder/$Platform/$Name"
        $source = Get-ImageFact -Path "$engineFolder/$Name"

        # The machine of the PE format, changed by a constant for each system other than Windows.
        $machine = @{ 'win-x64' = 0x8664; 'linux-x64' = 0x8664 -bxor 0x7B79; 'osx-arm64' = 0xAA64 -bxor 0x4644 }[$Platform]
        $image.NativeSize | Should -BeGreaterThan 0
        $image.Machine | Should -Be $machine
        $image.Mvid | Should -Be $source.Mvid
    }

    It 'no other assembly has native code of this project, so Windows PowerShell and other platforms can load them' {
        $files = Get-ChildItem -Path "$moduleFolder/lib/*.dll", "$engineFolder/*.dll", "$moduleFolder/lib/netstandard2.0/BitbucketConnections*.dll"
        $files.Count | Should -BeGreaterThan 15
        $files.FullName.Where({ (Get-ImageFact -Path $_).NativeSize -gt 0 }) | Should -BeNullOrEmpty
    }
}

Describe 'The first call' {
    BeforeAll {
        $copy = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "without-native-code-$([guid]::NewGuid().ToString('N'))"
        Copy-Item -LiteralPath $moduleFolder -Destination $copy -Recurse
        Get-ChildItem -LiteralPath "$copy/lib/net8.0" -Directory | Remove-Item -Recurse

        Import-Module -Name BitbucketConnections
        $info = Start-BitbucketSandbox
        $sandbox = @{
            Url = "$($info.EndpointUrl)"; Key = $info.AccessKey; Value = $info.SecretKey
            Arn = (New-BitbucketConnection -Name First -WarningAction SilentlyContinue).ConnectionArn
        }

        # Otherwise, .NET compiles methods again in the background, those of PowerShell too.
        $env:DOTNET_TC_CallCounting = '0'
        $plain = Measure-FirstCall -Manifest "$copy/BitbucketConnections.psd1"
        $native = Measure-FirstCall -Manifest "$moduleFolder/BitbucketConnections.psd1"
        $env:DOTNET_TC_CallCounting = $null
    }

    AfterAll {
        Stop-BitbucketSandbox
        Remove-Item -LiteralPath $copy -Recurse
    }

    It 'works without native code, as on other platforms' {
        $plain.Name | Should -Be 'First'
        $plain.Engine | Should -Be (Join-Path -Path $copy -ChildPath 'lib/net8.0')
        $plain.Core | Should -Be $plain.Engine
    }

    It 'loads the SDK of no service that it does not call' {
        $native.Loaded.Where({ $_ -like 'AWSSDK.*' }) | Should -Be 'AWSSDK.Core'
    }

    It 'is followed by calls that allocate little' {
        # PowerShell allocates about 20 KB to call an empty cmdlet.
        $native.Warm | Should -BeLessThan 56
        $plain.Warm | Should -BeLessThan 56
    }

    It 'uses the native code of this platform' {
        $expected = Join-Path -Path $engineFolder -ChildPath $platform
        if ([Environment]::Version.Major -lt 10 -or -not (Test-Path -LiteralPath $expected)) {
            Set-ItResult -Skipped -Because 'the module has no native code for this platform and version of .NET'
        }

        $native.Name | Should -Be 'First'
        $native.Engine | Should -Be $expected
        $native.Core | Should -Be $expected
        $native.Compiled | Should -BeLessThan ($plain.Compiled - 500) -Because "without native code, $($plain.Compiled) methods are compiled"
    }
}
