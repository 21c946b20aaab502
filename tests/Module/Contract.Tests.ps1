#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $names = (Import-PowerShellDataFile -LiteralPath "$moduleFolder/BitbucketConnections.psd1").CmdletsToExport
    $cmdlets = $names.ForEach({ @{ Cmdlet = $_ } })
    # Builders make an object and nothing else: there is nothing to ask, nor to call.
    $builders = @('New-BitbucketPipelineAction', 'New-BitbucketPipelineStage', 'New-BitbucketPipelineTrigger')
    $changing = $names.Where({ $_ -match '^(New|Set|Add|Remove|Start|Stop|Complete|Grant|Approve|Deny|Enable|Disable|Restart|Undo|Invoke|Export)-' -and $_ -notin $builders }).ForEach({ @{ Cmdlet = $_ } })
    $reading = $names.Where({ $_ -match '^(Get|Wait|Open|Test)-' -or $_ -in $builders }).ForEach({ @{ Cmdlet = $_ } })

    # A call of each cmdlet that fails at its one input: something that does not exist, or may not be.
    $failing = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/FailingCalls.psd1").Calls
    $matrix = foreach ($case in $failing) {
        foreach ($action in 'SilentlyContinue', 'Ignore', 'Continue', 'Stop') {
            $case + @{ Action = $action }
        }
    }

    # Nothing that goes in can be wrong after it was bound, or only when no sandbox runs.
    $without = @('Get-BitbucketSandbox', 'New-BitbucketPipelineAction', 'New-BitbucketPipelineStage', 'Stop-BitbucketSandbox', 'Set-BitbucketSandboxFault')
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $null = Start-BitbucketSandbox
    $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue

    function Get-CmdletAttribute {
        param([string] $Name)
        (Get-Command -Name $Name).ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
    }
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'Every cmdlet' {
    It '<Cmdlet> that changes something asks and can be tried with -WhatIf' -ForEach $changing {
        (Get-CmdletAttribute -Name $Cmdlet).SupportsShouldProcess | Should -BeTrue
    }

    It '<Cmdlet> that changes nothing does not ask' -ForEach $reading {
        (Get-CmdletAttribute -Name $Cmdlet).SupportsShouldProcess | Should -BeFalse
    }

    It 'only what is hard to undo has impact High' {
        (Get-Command -Module BitbucketConnections).Name.Where({ (Get-CmdletAttribute -Name $_).ConfirmImpact -eq 'High' }) |
            Should -Be @('Remove-BitbucketConnection', 'Remove-BitbucketPipeline')
    }

    It '<Cmdlet> says what it gives' -ForEach $cmdlets {
        $types = (Get-Command -Name $Cmdlet).OutputType
        $types.Count | Should -BeGreaterThan 0
        $types.Name | Should -Match '^(BitbucketConnections\..+|System\.Void|System\.String|System\.Boolean|System\.IO\.FileInfo)$'
    }

    It '<Cmdlet> is a sealed class of its name' -ForEach $cmdlets {
        $type = (Get-Command -Name $Cmdlet).ImplementingType
        $type.FullName | Should -Be "BitbucketConnections.Commands.$($Cmdlet.Replace('-', ''))Command"
        $type.IsSealed | Should -BeTrue
    }

    It '<Cmdlet> has a help text for every mandatory parameter' -ForEach $cmdlets {
        foreach ($parameter in (Get-Command -Name $Cmdlet).Parameters.Values) {
            foreach ($attribute in $parameter.Attributes.Where({ $_ -is [Management.Automation.ParameterAttribute] -and $_.Mandatory })) {
                $attribute.HelpMessage | Should -Not -BeNullOrEmpty -Because $parameter.Name
            }
        }
    }

    It 'a parameter of one name has one type everywhere' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        # One or many, and the input object of another kind, are the same thing to who types it. -IncludeTag is the tags of
        # AWS where something is read, and patterns of git's tags where a trigger is made. -Variable declares variables where a
        # pipeline is made, and gives them values where one is started.
        $types = @{}
        foreach ($parameter in (Get-Command -Module BitbucketConnections).Parameters.Values.Where({ $_.Name -notin $common -and $_.Name -notin 'InputObject', 'IncludeTag', 'Variable' })) {
            $type = $parameter.ParameterType.IsArray ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
            $types[$parameter.Name] ??= $type
            $types[$parameter.Name] | Should -Be $type -Because $parameter.Name
        }
    }

    It 'is in the -ErrorAction cases below' {
        (Get-Command -Module BitbucketConnections).Name | Should -Be (($failing.Cmdlet + $without) | Sort-Object)
    } -TestCases @(@{ failing = $failing; without = $without })
}

Describe '-ErrorAction' {
    It '<Cmdlet> -ErrorAction <Action> does as it says, with error <Id>' -ForEach $matrix {
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

    It '<Cmdlet> tells the failure of each input and goes on' -ForEach @(
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

Describe '-WhatIf' {
    It '<Cmdlet> -WhatIf makes no call that changes anything' -ForEach @(
        @{ Cmdlet = 'New-BitbucketConnection'; Parameters = @{ Name = 'Another' } }
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

    It 'tags stay as they are' {
        $connection = Get-BitbucketConnection -Name MyConnection
        $connection | Add-BitbucketTag -Tag @{ team = 'web' }
        $connection | Add-BitbucketTag -Tag @{ team = 'api'; stage = 'test' } -WhatIf
        $connection | Remove-BitbucketTag -TagKey team -WhatIf
        $connection | Get-BitbucketTag | ForEach-Object { "$_" } | Should -Be 'team=web'
    }

    It '-Force does not silence -WhatIf, and leaves the caller''s preferences alone' {
        $before = $ConfirmPreference
        Remove-BitbucketConnection -Name MyConnection -Force -WhatIf
        $ConfirmPreference | Should -Be $before
        Get-BitbucketConnection -Name MyConnection | Should -Not -BeNullOrEmpty
    }

    It 'a removal in a session without a person is refused, not done' {
        { Remove-BitbucketConnection -Name MyConnection } | Should -Throw
        Get-BitbucketConnection -Name MyConnection | Should -Not -BeNullOrEmpty
    }
}
