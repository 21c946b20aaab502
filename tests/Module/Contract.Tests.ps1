#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    # A call of each cmdlet that fails because of its only input, which does not exist or is not valid.
    $failing = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/FailingCalls.psd1").Calls
    $matrix = foreach ($case in $failing) {
        foreach ($action in 'SilentlyContinue', 'Ignore', 'Continue', 'Stop') {
            $case + @{ Action = $action }
        }
    }

    # These cmdlets have no input that can fail after binding, or fail only without a sandbox.
    $without = @('Get-BitbucketSandbox', 'Stop-BitbucketSandbox', 'Reset-BitbucketSandbox', 'Set-BitbucketSandboxFault', 'Set-BitbucketSandboxLimit')
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $null = Start-BitbucketSandbox
    $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
}

AfterAll {
    Stop-BitbucketSandbox
}

# Tests that need only the classes (names, sets, types, ShouldProcess) are in tests/BitbucketConnections.Tests/Commands.
Describe 'Every cmdlet' {
    It 'is in the -ErrorAction cases below' {
        (Get-Command -Module BitbucketConnections).Name | Should -Be (($failing.Cmdlet + $without) | Sort-Object)
    } -TestCases @(@{ failing = $failing; without = $without })
}

Describe '-ErrorAction' {
    It '<Cmdlet> -ErrorAction <Action> has the documented effect, with error <Id>' -ForEach $matrix {
        $failure = $null
        $thrown = $null
        $isReached = $false
        try {
            $output = & $Cmdlet @Parameters -ErrorAction $Action -ErrorVariable failure -WarningAction SilentlyContinue 2>&1
            $isReached = $true
        }
        catch {
            $thrown = $_
        }

        switch ($Action) {
            'Stop' {
                $thrown.FullyQualifiedErrorId | Should -Be "$Id,$((Get-Command -Name $Cmdlet).ImplementingType.FullName)"
                $thrown.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
                $thrown.TargetObject | Should -Not -BeNullOrEmpty
                $thrown.TargetObject | Should -Not -BeOfType ([Management.Automation.Cmdlet])
            }
            'Continue' {
                $isReached | Should -BeTrue
                @($output).Count | Should -Be 1
                $output | Should -BeOfType ([Management.Automation.ErrorRecord])
            }
            'SilentlyContinue' {
                $isReached | Should -BeTrue
                $output | Should -BeNullOrEmpty
                $failure.Count | Should -Be 1
            }
            'Ignore' {
                $isReached | Should -BeTrue
                $output | Should -BeNullOrEmpty
            }
        }
    }

    It '<Cmdlet> reports the failure of each input and continues' -ForEach @(
        @{ Cmdlet = 'Get-BitbucketConnection'; Bad = 'nope'; Good = 'MyConnection' }
        @{ Cmdlet = 'Get-BitbucketConnectionUsage'; Bad = 'nope'; Good = 'MyConnection' }
        @{ Cmdlet = 'Get-BitbucketTag'; Bad = 'nope'; Good = 'arn' }
        @{ Cmdlet = 'Open-BitbucketConnection'; Bad = 'nope'; Good = 'MyConnection' }
    ) {
        $goodInput = $Good -eq 'arn' ? (Get-BitbucketConnection -Name MyConnection).ConnectionArn : $Good
        & $Cmdlet $Bad, $goodInput, $Bad -ErrorAction SilentlyContinue -ErrorVariable failure -WarningAction SilentlyContinue | Out-Null
        $failure.Count | Should -Be 2
    }
}

Describe '-Debug' {
    # PowerShell prompts after each verbose line and warning of a cmdlet with -Debug, which ends the command in a session without a person.
    It '<Cmdlet> -Debug alone prompts for nothing, and reports error <Id>' -ForEach $failing {
        $shown = & $Cmdlet @Parameters -Debug -ErrorAction SilentlyContinue -ErrorVariable failure *>&1
        $failure.FullyQualifiedErrorId | Should -Be "$Id,$((Get-Command -Name $Cmdlet).ImplementingType.FullName)"
        $shown | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
    }
}

Describe '-WhatIf' {
    It '<Cmdlet> -WhatIf makes no call that changes anything' -ForEach @(
        @{ Cmdlet = 'New-BitbucketConnection'; Parameters = @{ Name = 'Another' } }
        @{ Cmdlet = 'New-BitbucketReviewerAssociation'; Parameters = @{ Repository = 'w/r'; ConnectionName = 'MyConnection' } }
        @{ Cmdlet = 'Remove-BitbucketConnection'; Parameters = @{ Name = 'MyConnection' } }
        @{ Cmdlet = 'Complete-BitbucketSandboxConnection'; Parameters = @{ Name = 'MyConnection' } }
        @{ Cmdlet = 'Stop-BitbucketSandbox'; Parameters = @{} }
        @{ Cmdlet = 'Set-BitbucketSandboxFault'; Parameters = @{ Operation = 'ListConnections'; ErrorCode = 'AccessDeniedException' } }
    ) {
        & $Cmdlet @Parameters -WhatIf | Should -BeNullOrEmpty
        $WhatIfPreference = $true
        & $Cmdlet @Parameters | Should -BeNullOrEmpty
        $WhatIfPreference = $false
        (Get-BitbucketConnection | ForEach-Object { "$($_.ConnectionName) $($_.ConnectionStatus)" }) | Should -Be 'MyConnection PENDING'
    }

    It 'tags are unchanged' {
        $connection = Get-BitbucketConnection -Name MyConnection
        $connection | Add-BitbucketTag -Tag @{ team = 'web' }
        $connection | Add-BitbucketTag -Tag @{ team = 'api'; stage = 'test' } -WhatIf
        $connection | Remove-BitbucketTag -TagKey team -WhatIf
        $connection | Get-BitbucketTag | ForEach-Object { "$_" } | Should -Be 'team=web'
    }

    It '-Force does not turn off -WhatIf, and does not change the caller''s preferences' {
        $before = $ConfirmPreference
        Remove-BitbucketConnection -Name MyConnection -Force -WhatIf
        $ConfirmPreference | Should -Be $before
        Get-BitbucketConnection -Name MyConnection | Should -Not -BeNullOrEmpty
    }

    It 'a removal in a session without a user is rejected' {
        { Remove-BitbucketConnection -Name MyConnection } | Should -Throw
        Get-BitbucketConnection -Name MyConnection | Should -Not -BeNullOrEmpty
    }
}
