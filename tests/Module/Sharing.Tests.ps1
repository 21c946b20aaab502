#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
}

Describe 'A connection of another account' {
    BeforeEach {
        $sandbox = Start-BitbucketSandbox
        $owner = @{ AccessKey = 'SANDBOX222222222222'; SecretKey = $sandbox.SecretKey }
        $made = New-BitbucketConnection -Name Team -Api CodeConnections -Region eu-west-1 -WarningAction SilentlyContinue @owner
        $old = New-BitbucketConnection -Name Old @owner -WarningAction SilentlyContinue
        $source = @{ Repository = 'w/r'; Branch = 'main'; BuildProject = $sandbox.BuildProject }
    }

    AfterEach {
        Stop-BitbucketSandbox
    }

    It 'is shown with its owner and Region, and pipelines use it until it is no longer shared' {
        Complete-BitbucketSandboxConnection -ConnectionArn $made.ConnectionArn -SharedWith 123456789012

        $seen = Get-BitbucketConnection
        $seen.ConnectionArn, $seen.OwnerAccountId, $seen.Region, $seen.ConnectionStatus | Should -Be $made.ConnectionArn, '222222222222', 'eu-west-1', 'AVAILABLE'
        $seen | Format-List | Out-String | Should -Match 'OwnerAccountId +: 222222222222'
        (Wait-BitbucketConnection -Name Team).ConnectionArn | Should -Be $made.ConnectionArn

        $pipeline = $seen | New-BitbucketPipeline -Name Shared @source -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $pipeline.Region | Should -Be 'us-east-1'
        (Get-BitbucketPipelineExecution -PipelineName Shared).Status | Should -Be 'Succeeded'
        Get-BitbucketServiceRolePolicy -InputObject $pipeline | Should -BeLike '*arn:aws:codeconnections:eu-west-1:222222222222:connection/*'
        (Get-BitbucketConnectionUsage -ConnectionArn $made.ConnectionArn).PipelineName | Should -Be 'Shared'

        Complete-BitbucketSandboxConnection -ConnectionArn $made.ConnectionArn -StopSharing
        Get-BitbucketConnection | Should -BeNullOrEmpty
        $failed = Start-BitbucketPipeline -Name Shared | Wait-BitbucketPipelineExecution -ErrorAction SilentlyContinue -ErrorVariable failure
        "$failed$failure" | Should -BeLike "*$($made.ConnectionArn) does not exist*"
    }

    It 'that cannot be read is a warning with both accounts, and the pipeline is created' {
        $pipeline = New-BitbucketPipeline -Name Hidden -ConnectionArn $made.ConnectionArn @source -WarningVariable warnings -WarningAction SilentlyContinue
        $pipeline.ConnectionArn | Should -Be $made.ConnectionArn
        $warnings | Should -BeLike '*can''t be read*222222222222*123456789012*AWS RAM*'

        { New-BitbucketPipeline -Name Waits -ConnectionArn $made.ConnectionArn @source -WaitForConnection } | Should -Throw '*belongs to the account 222222222222, and the credentials to 123456789012*'
        Get-BitbucketPipeline -Name W* | Should -BeNullOrEmpty
    }

    It 'of the older API is an error, also in a file and in a change' {
        $null = New-BitbucketConnection -Name Own -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name Own
        $own = New-BitbucketPipeline -Name Own -ConnectionName Own @source
        $file = Join-Path -Path $TestDrive -ChildPath 'definition.json'
        ($own | Export-BitbucketPipeline -Format Json).Replace($own.ConnectionArn, $old.ConnectionArn).Replace('"Own"', '"FromFile"') | Set-Content -LiteralPath $file

        foreach ($call in { New-BitbucketPipeline -Name No -ConnectionArn $old.ConnectionArn @source }, { New-BitbucketPipeline -Name No -ConnectionArn $old.ConnectionArn @source -WhatIf },
            { New-BitbucketPipeline -DefinitionPath $file }, { Set-BitbucketPipeline -Name Own -ConnectionArn $old.ConnectionArn -Force }) {
            { & $call } | Should -Throw -ErrorId 'ConnectionCannotBeShared*'
        }

        (Get-BitbucketPipeline).Name | Should -Be 'Own'
        { Complete-BitbucketSandboxConnection -ConnectionArn $old.ConnectionArn -SharedWith 123456789012 } | Should -Throw -ErrorId 'ConnectionCannotBeShared*'
        { Complete-BitbucketSandboxConnection -ConnectionArn $made.ConnectionArn -SharedWith 1234 } | Should -Throw -ErrorId 'InvalidAccountId*'
    }

    It 'is changed only by its owner' {
        Complete-BitbucketSandboxConnection -ConnectionArn $made.ConnectionArn -SharedWith 123456789012

        foreach ($call in { Remove-BitbucketConnection -Name Team -Force -Confirm:$false }, { Remove-BitbucketConnection -Name Team -WhatIf }, { Add-BitbucketTag -ResourceArn $made.ConnectionArn -Tag @{ k = 'v' } },
            { Get-BitbucketConnection | Remove-BitbucketTag -TagKey k }) {
            { & $call } | Should -Throw -ErrorId 'ConnectionOfOtherAccount*'
        }

        Remove-BitbucketConnection -Name Team -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
        Add-BitbucketTag -ResourceArn $made.ConnectionArn -Tag @{ k = 'v' } -Region ap-south-1 @owner
        (Get-BitbucketTag -ResourceArn $made.ConnectionArn).Value | Should -Be 'v'
        Remove-BitbucketConnection -ConnectionArn $made.ConnectionArn -Region ap-south-1 -Confirm:$false @owner
        Get-BitbucketConnection | Should -BeNullOrEmpty
    }
}
