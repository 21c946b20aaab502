#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
}

# This does not run Windows PowerShell itself: it loads its layout, the netstandard2.0 engine, as 5.1 does.
Describe 'The layout of Windows PowerShell' {
    It 'the guide''s steps run on the netstandard2.0 engine' {
        $seen = Invoke-FreshSession -Script {
            [AppContext]::SetSwitch('BitbucketConnections.UseDesktopLayout', $true)
            Import-Module -Name BitbucketConnections
            $WarningPreference = 'SilentlyContinue'
            $sandbox = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name MyConnection
            Complete-BitbucketSandboxConnection -Name MyConnection
            $waited = Wait-BitbucketConnection -Name MyConnection
            $null = $waited | New-BitbucketPipeline -Name MyPipeline -Repository my-workspace/my-repo -Branch main `
                -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
            $run = Get-BitbucketPipelineExecution -PipelineName MyPipeline
            Get-BitbucketPipeline -Name MyPipeline | Remove-BitbucketPipeline -Confirm:$false
            $waited | Remove-BitbucketConnection -Confirm:$false
            $left = @(Get-BitbucketConnection).Count
            Stop-BitbucketSandbox
            $loaded = [AppDomain]::CurrentDomain.GetAssemblies()
            [pscustomobject] @{
                Waited  = $waited.ConnectionStatus
                Run     = $run.Status
                Left    = $left
                Engine  = $loaded.Where({ $_.GetName().Name -eq 'BitbucketConnections.Engine' }).Location
                Core    = $loaded.Where({ $_.GetName().Name -eq 'AWSSDK.Core' }).Location
                Loader  = @($loaded.Where({ $_.GetName().Name -eq 'BitbucketConnections.Loader' })).Count
            }
        }

        $seen.Waited | Should -Be 'AVAILABLE'
        $seen.Run | Should -Be 'Succeeded'
        $seen.Left | Should -Be 0
        $seen.Engine | Should -Be (Join-Path -Path $moduleFolder -ChildPath 'lib/netstandard2.0/BitbucketConnections.Engine.dll')
        $seen.Core | Should -Be (Join-Path -Path $moduleFolder -ChildPath 'lib/netstandard2.0/AWSSDK.Core.dll')
        $seen.Loader | Should -Be 0
    }

    It 'an older AWSSDK.Core that was loaded first causes one warning' {
        $warnings = Invoke-FreshSession -Arguments @{ OtherCore = Get-OtherCore -Version '4.0.100.2' } -Script {
            param($OtherCore)
            Add-Type -Path $OtherCore
            [AppContext]::SetSwitch('BitbucketConnections.UseDesktopLayout', $true)
            Import-Module -Name BitbucketConnections
            Get-BitbucketConnection -Region us-east-1 -ErrorAction SilentlyContinue -WarningVariable first -WarningAction SilentlyContinue -AccessKey AKIAEXAMPLE -SecretKey example -EndpointUrl http://127.0.0.1:9
            Get-BitbucketConnection -Region us-east-1 -ErrorAction SilentlyContinue -WarningVariable second -WarningAction SilentlyContinue -AccessKey AKIAEXAMPLE -SecretKey example -EndpointUrl http://127.0.0.1:9
            @($first) + @($second) | Where-Object { $_ -match 'AWSSDK' } | ForEach-Object { "$_" }
        }

        @($warnings).Count | Should -Be 1
        "$warnings" | Should -Match 'AWSSDK\.Core'
    }

    It 'the resolve handler does not respond to other modules' {
        $seen = Invoke-FreshSession -Script {
            [AppContext]::SetSwitch('BitbucketConnections.UseDesktopLayout', $true)
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            Stop-BitbucketSandbox
            try {
                [Reflection.Assembly]::Load('AWSSDK.SSO, Version=4.0.0.0, PublicKeyToken=885c28607f98e604').Location
            }
            catch [IO.FileNotFoundException] {
                'not found'
            }
        }

        $seen | Should -Be 'not found'
    }
}
