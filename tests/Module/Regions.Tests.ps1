#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
}

Describe 'A connection of us-east-1 that pipelines of three Regions use' {
    BeforeEach {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name Old, New -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name Old, New
        $old = Get-BitbucketConnection -Name Old
        $new = Get-BitbucketConnection -Name New
        $shared = @{ RoleArn = $sandbox.ServiceRoleArn; BuildProject = $sandbox.BuildProject; ConnectionArn = $old.ConnectionArn; Branch = 'main' }
        $null = New-BitbucketPipeline -Name Home -Repository w/home -ArtifactBucket $sandbox.ArtifactBucket @shared
        'eu-west-1', 'ap-southeast-2' | ForEach-Object { $null = New-BitbucketPipeline -Name "In-$_" -Repository w/far -Region $_ @shared }
    }

    AfterEach {
        Stop-BitbucketSandbox
    }

    It 'is shown with all these pipelines' {
        $usage = Get-BitbucketConnectionUsage -Name Old

        $usage.ForEach({ "$($_.PipelineName) $($_.Region)" }) | Should -Be 'Home us-east-1', 'In-ap-southeast-2 ap-southeast-2', 'In-eu-west-1 eu-west-1'
        $old | Get-BitbucketConnectionUsage | Should -HaveCount 3
        Get-BitbucketConnectionUsage -Name New | Should -BeNullOrEmpty
    }

    It 'cannot be removed until all pipelines use another connection' {
        Remove-BitbucketConnection -Name Old -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'ConnectionInUse,BitbucketConnections.Commands.RemoveBitbucketConnectionCommand'
        "$($failure[0])" | Should -BeLike '*is used by 3 pipelines: *In-eu-west-1 in eu-west-1*'

        $moved = Get-BitbucketConnection -Name Old | Get-BitbucketPipeline -ErrorAction Stop | Set-BitbucketPipeline -ConnectionName New -GrantRole -PassThru -WarningAction SilentlyContinue
        $moved.Region | Sort-Object | Should -Be 'ap-southeast-2', 'eu-west-1', 'us-east-1'
        (Get-BitbucketPipeline -Name In-eu-west-1 -Region eu-west-1).ConnectionArn | Should -Be $new.ConnectionArn

        Remove-BitbucketConnection -Name Old -Confirm:$false
        (Get-BitbucketConnection).ConnectionName | Should -Be 'New'
    }

    It 'is neither removed nor moved if one Region is denied, and the error contains that Region' {
        $null = Get-BitbucketPipeline -SearchRegion us-east-1, ap-southeast-2 | Set-BitbucketPipeline -ConnectionName New -PassThru -WarningAction SilentlyContinue
        Set-BitbucketSandboxFault -Operation ListPipelines -Region eu-west-1 -ErrorCode AccessDeniedException -Message 'not authorized'

        Remove-BitbucketConnection -Name Old -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        "$($failure[0])" | Should -BeLike '*Cannot determine whether pipelines use the connection*Not searched: eu-west-1.*not authorized*-SearchRegion*-Force*'
        (Get-BitbucketConnection).ConnectionName | Should -Be 'Old', 'New'

        { $new | Get-BitbucketPipeline -ErrorAction Stop | Set-BitbucketPipeline -ConnectionName Old } | Should -Throw -ErrorId 'RegionNotSearched*'
        (Get-BitbucketPipeline -Name Home).ConnectionArn | Should -Be $new.ConnectionArn

        $null = Get-BitbucketConnectionUsage -Name Old -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -BeLike 'RegionNotSearched,*'
        "$failures" | Should -BeLike '*eu-west-1*not authorized*'
    }

    It 'is removed with a list of Regions, and with a warning if a policy denies one' {
        Get-BitbucketPipeline -SearchRegion us-east-1, ap-southeast-2 | Set-BitbucketPipeline -ConnectionName New -WarningAction SilentlyContinue
        Remove-BitbucketConnection -Name Old -SearchRegion us-east-1 -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '*ap-southeast-2*eu-west-1*'

        Set-BitbucketSandboxFault -Operation ListPipelines -Region eu-west-1 -ErrorCode AccessDeniedException -Message 'User: u is not authorized to perform: codepipeline:ListPipelines with an explicit deny in a service control policy'
        Set-BitbucketSandboxFault -Operation ListPipelines -Region eu-south-1 -ErrorCode UnrecognizedClientException -Message 'The security token included in the request is invalid.'
        Remove-BitbucketConnection -Name Old -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '*eu-west-1*service control policy*'
        (Get-BitbucketConnection).ConnectionName | Should -Be 'New'
    }

    It 'is neither created twice nor deleted if the list of <_> is denied' -ForEach 'codestar-connections', 'codeconnections' {
        $null = New-BitbucketConnection -Name Old -Api CodeConnections -AllowDuplicateName -WarningAction SilentlyContinue
        Set-BitbucketSandboxFault -Operation "${_}:ListConnections" -ErrorCode AccessDeniedException -Message 'not authorized'

        foreach ($decision in { New-BitbucketConnection -Name Old }, { New-BitbucketConnection -Name Old -ReuseExisting }, { Remove-BitbucketConnection -Name Old -Force -Confirm:$false },
            { Remove-BitbucketConnection -Name O* -Force -Confirm:$false }, { Set-BitbucketPipeline -PipelineName Home -ConnectionName New }) {
            $failure = { & $decision } | Should -Throw -ErrorId 'ConnectionListIncomplete*' -PassThru
            "$failure" | Should -BeLike "*$_*not authorized*"
        }

        Set-BitbucketSandboxFault -Clear
        (Get-BitbucketConnection).ConnectionName | Sort-Object | Should -Be 'New', 'Old', 'Old'
        (Get-BitbucketPipeline -Name Home).Version | Should -Be 1
    }
}
