#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
}

Describe 'Isolation' {
    It 'the engine uses its own AWSSDK.Core when <Version> is loaded <When> the module' -ForEach @(
        @{ Version = '3.7.501.1'; When = 'before' }
        @{ Version = '3.7.501.1'; When = 'after' }
        @{ Version = '4.0.100.2'; When = 'before' }
        @{ Version = '4.0.100.2'; When = 'after' }
    ) {
        $seen = Invoke-FreshSession -Arguments @{ OtherCore = Get-OtherCore -Version $Version; When = $When } -Script {
            param($OtherCore, $When)
            if ($When -eq 'before') {
                Add-Type -Path $OtherCore
            }

            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            $connection = New-BitbucketConnection -Name First -WarningAction SilentlyContinue
            if ($When -eq 'after') {
                Add-Type -Path $OtherCore
            }

            $again = Get-BitbucketConnection -Arn $connection.ConnectionArn
            Stop-BitbucketSandbox

            $context = [Runtime.Loader.AssemblyLoadContext]
            $engine = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'BitbucketConnections.Engine' })
            $used = $context::GetLoadContext($engine[0]).LoadFromAssemblyName([Reflection.AssemblyName] 'AWSSDK.Core')
            $other = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.Location -eq $OtherCore })
            [pscustomobject] @{
                ConnectionName = $again.ConnectionName
                EngineCount    = $engine.Count
                Used           = $used.Location
                UsedContext    = $context::GetLoadContext($used).Name
                OtherCount     = $other.Count
                OtherContext   = $context::GetLoadContext($other[0]).Name
            }
        }

        $seen.ConnectionName | Should -Be 'First'
        $seen.EngineCount | Should -Be 1
        $seen.Used | Should -BeLike (Join-Path -Path $moduleFolder -ChildPath 'lib/net8.0*AWSSDK.Core.dll')
        $seen.UsedContext | Should -Be 'BitbucketConnections'
        $seen.OtherCount | Should -Be 1
        $seen.OtherContext | Should -Be 'Default'
    }

    It 'credentials objects of AWSSDK.Core <Version>, loaded <When> the module, are accepted' -ForEach @(
        @{ Version = '3.7.501.1'; When = 'before' }
        @{ Version = '3.7.501.1'; When = 'after' }
        @{ Version = '4.0.100.2'; When = 'before' }
        @{ Version = '4.0.100.2'; When = 'after' }
    ) {
        $seen = Invoke-FreshSession -Arguments @{ OtherCore = Get-OtherCore -Version $Version; When = $When } -Script {
            param($OtherCore, $When)
            if ($When -eq 'before') {
                Add-Type -Path $OtherCore
            }

            Import-Module -Name BitbucketConnections
            $sandbox = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name First -WarningAction SilentlyContinue
            $access, $secret = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY
            $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $null, $null
            if ($When -eq 'after') {
                Add-Type -Path $OtherCore
            }

            # As in AWS Tools: the member is not public.
            Add-Type -TypeDefinition @'
public sealed class StoredCredentials
{
    public StoredCredentials(object credentials) { Credentials = credentials; }
    internal object Credentials { get; private set; }
}
'@
            $good = [Amazon.Runtime.SessionAWSCredentials]::new($access, $secret, 'token')
            $basic = [Amazon.Runtime.BasicAWSCredentials]::new($access, $secret)
            $bad = [Amazon.Runtime.BasicAWSCredentials]::new($access, 'wrong')
            function Read-Name {
                param($Stored, [hashtable] $Splat = @{})
                if ($Stored) {
                    $StoredAWSCredentials = $Stored
                }

                try {
                    (Get-BitbucketConnection @Splat -Verbose 4>&1).ForEach({ $_ -is [Management.Automation.VerboseRecord] ? $null : $_.ConnectionName }) -join ''
                }
                catch {
                    ($_.FullyQualifiedErrorId -split ',')[0]
                }
            }

            [pscustomobject] @{
                Parameter = Read-Name -Splat @{ Credential = $basic }
                Pair      = Read-Name -Splat @{ Credential = [pscredential]::new($access, (ConvertTo-SecureString -String $secret -AsPlainText -Force)) }
                Wrapper   = Read-Name -Splat @{ Credential = [StoredCredentials]::new($basic) }
                Stored    = Read-Name -Stored ([StoredCredentials]::new($basic))
                Plain     = Read-Name -Stored $basic
                Wrong     = Read-Name -Splat @{ Credential = $bad }
                Session   = Read-Name -Splat @{ Credential = $good }
                None      = Read-Name
                Assembly  = $basic.GetType().Assembly.Location
            }
            Stop-BitbucketSandbox
        }

        $seen.Assembly | Should -Be (Get-OtherCore -Version $Version)
        $seen.Parameter, $seen.Pair, $seen.Wrapper, $seen.Stored, $seen.Plain | Should -Be @('First', 'First', 'First', 'First', 'First')
        $seen.Wrong | Should -Not -Be 'First'
        $seen.Session | Should -BeIn @('First', 'CredentialsInvalid')
        $seen.None | Should -Be 'CredentialsNotFound'
    }

    It 'the import alone loads no AWS assembly and neither engine nor loader' {
        $names = Invoke-FreshSession -Script {
            $before = [AppDomain]::CurrentDomain.GetAssemblies()
            Import-Module -Name BitbucketConnections
            [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_ -notin $before }).ForEach({ $_.GetName().Name })
        }

        $names | Should -Contain 'BitbucketConnections'
        $names | Where-Object { $_ -match '^(AWS|Amazon)' } | Should -BeNullOrEmpty
        $names | Where-Object { $_ -match '^BitbucketConnections\.(Engine|AwsClients|Sandbox|Loader)$' } | Should -BeNullOrEmpty
    }

    It 'the module works after a second import with -Force, and after it was removed and imported again' {
        $names = Invoke-FreshSession -Script {
            Import-Module -Name BitbucketConnections
            Import-Module -Name BitbucketConnections -Force
            $null = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name Forced -WarningAction SilentlyContinue
            Stop-BitbucketSandbox
            Remove-Module -Name BitbucketConnections
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name Again -WarningAction SilentlyContinue
            (Get-BitbucketConnection).ConnectionName
            Stop-BitbucketSandbox
        }

        $names | Should -Be 'Again'
    }

    It 'the module can be removed while its sandbox runs' {
        $seen = Invoke-FreshSession -Script {
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            Remove-Module -Name BitbucketConnections
            "$env:AWS_ENDPOINT_URL"
        }

        $seen | Should -Be ''
    }

    It 'two runspaces make calls at the same time' {
        $seen = Invoke-FreshSession -Script {
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            1..2 | ForEach-Object -ThrottleLimit 2 -Parallel {
                Import-Module -Name BitbucketConnections
                foreach ($number in 1..5) {
                    (New-BitbucketConnection -Name "Runspace-$_-$number" -WarningAction SilentlyContinue).ConnectionName
                }
            }
            Stop-BitbucketSandbox
            [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'BitbucketConnections.Engine' }).Count
        }

        $seen.Where({ $_ -is [string] }) | Sort-Object | Should -Be @(1..2 | ForEach-Object { $runspace = $_; 1..5 | ForEach-Object { "Runspace-$runspace-$_" } })
        $seen[-1] | Should -Be 1 -Because 'the runspaces of a process share one engine'
    }

    It 'public types resolve by name after the import' {
        $seen = Invoke-FreshSession -Script {
            Import-Module -Name BitbucketConnections
            [BitbucketConnections.Connection].Assembly.Location
            [BitbucketConnections.ServiceException].Assembly.Location
        }

        $seen | Select-Object -Unique | Should -Be (Join-Path -Path $moduleFolder -ChildPath 'lib/BitbucketConnections.Contracts.dll')
    }
}
