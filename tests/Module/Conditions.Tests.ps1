#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox
    $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
    Complete-BitbucketSandboxConnection -Name MyConnection
    $release = New-BitbucketPipelineRule -Name ReleaseBranch -Variable '#{SourceVariables.BranchName}' -Operator EQ -Value release
    $build = New-BitbucketPipelineAction -Name Build -CodeBuildProject $sandbox.BuildProject

    function New-GatedPipeline([string] $Name, [object] $Stage, [hashtable] $More = @{}) {
        New-BitbucketPipeline -Name $Name -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main -Stage $Stage @More
    }

    function Get-NewestRun([string] $Name) {
        Get-BitbucketPipelineExecution -PipelineName $Name | Select-Object -First 1
    }
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'Conditions of stages' {
    It 'shows a condition on success that failed, and continues after the override' {
        $pipeline = New-GatedPipeline -Name Success -Stage (New-BitbucketPipelineStage -Name Build -Action $build -OnSuccessRule $release)

        $pipeline | Wait-BitbucketPipelineExecution -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'ExecutionFailed,BitbucketConnections.Commands.WaitBitbucketPipelineExecutionCommand'
        $failure[0].Exception.Message | Should -BeLike "*the OnSuccess rule 'ReleaseBranch' of the stage 'Build' failed:*'main' EQ 'release'*run Skip-BitbucketPipelineCondition*"

        $stage = @(Get-BitbucketPipelineState Success)[1]
        $stage.OnSuccess.Status | Should -Be 'Failed'
        $stage.Activity | Should -BeLike 'OnSuccess failed (rule ReleaseBranch: *)'
        $stage.BeforeEntry | Should -BeNullOrEmpty

        Skip-BitbucketPipelineCondition Success -WhatIf
        @(Get-BitbucketPipelineState Success)[1].OnSuccess.Status | Should -Be 'Failed'

        $execution = $failure[0].TargetObject | Skip-BitbucketPipelineCondition -Wait -PollIntervalSeconds 1
        $execution.Status | Should -Be 'Succeeded'
        $execution.PipelineExecutionId | Should -Be $failure[0].TargetObject.PipelineExecutionId
        @(Get-BitbucketPipelineState Success)[1].OnSuccess.Status | Should -Be 'Overridden'
        { Skip-BitbucketPipelineCondition Success -ErrorAction Stop } | Should -Throw -ErrorId 'NoConditionToOverride,*'
        { Skip-BitbucketPipelineCondition Success Build OnSuccess -PipelineExecutionId $execution.PipelineExecutionId -ErrorAction Stop } | Should -Throw -ErrorId 'ConditionNotOverridable,*'
    }

    It 'enters a stage after the condition before its entry was overridden' {
        $null = New-GatedPipeline -Name Entry -Stage (New-BitbucketPipelineStage -Name Build -Action $build -BeforeEntryRule $release)

        (Get-NewestRun Entry).Status | Should -Be 'Failed'
        $stage = @(Get-BitbucketPipelineState Entry)[1]
        $stage.BeforeEntry.FailureReason | Should -BeLike 'rule ReleaseBranch: *'
        $stage.Actions.Status | Should -BeNullOrEmpty
        ($stage | Skip-BitbucketPipelineCondition -ConditionType BeforeEntry -Wait -PollIntervalSeconds 1).Status | Should -Be 'Succeeded'
        @(Get-BitbucketPipelineState Entry)[1].Actions.Status | Should -Be 'Succeeded'
    }

    It 'shows a skipped stage, whose condition cannot be overridden' {
        $null = New-GatedPipeline -Name Skipping -Stage (New-BitbucketPipelineStage -Name Build -Action $build -BeforeEntryRule $release -BeforeEntryResult SKIP)

        (Get-NewestRun Skipping).Status | Should -Be 'Succeeded'
        @(Get-BitbucketPipelineState Skipping).Status | Should -Be 'Succeeded', 'Skipped'
        { Skip-BitbucketPipelineCondition Skipping -ErrorAction Stop } | Should -Throw -ErrorId 'ConditionNotOverridable,*' -ExpectedMessage '*has the result SKIP*'
        { Get-NewestRun Skipping | Skip-BitbucketPipelineCondition -StageName Build -ConditionType BeforeEntry -ErrorAction Stop } | Should -Throw -ErrorId 'ConditionNotOverridable,*'
    }

    It 'lists rule executions, and overrides a condition of a PARALLEL pipeline by one of them' {
        $null = New-GatedPipeline -Name Parallel -Stage (New-BitbucketPipelineStage -Name Build -Action $build -OnSuccessRule $release) -More @{ ExecutionMode = 'PARALLEL' }
        $second = Start-BitbucketPipeline Parallel -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $second | Should -BeNullOrEmpty

        $rules = @(Get-BitbucketPipelineRuleExecution Parallel)
        $rules.RuleName | Should -Be 'ReleaseBranch', 'ReleaseBranch'
        $rules[0].PipelineExecutionId | Should -Be $failure[0].TargetObject.PipelineExecutionId
        $rules[0].Configuration.Variable | Should -Be 'main'
        $rules[0].RuleTypeId.Provider | Should -Be 'VariableCheck'
        @(Get-BitbucketPipelineRuleExecution Parallel $rules[1].PipelineExecutionId -Status Succeeded) | Should -BeNullOrEmpty
        (Get-BitbucketPipelineRuleExecution Parallel $rules[1].PipelineExecutionId -StageName Build -RuleName ReleaseBranch).RuleExecutionId | Should -Be $rules[1].RuleExecutionId

        { $failure[0].TargetObject | Skip-BitbucketPipelineCondition -ErrorAction Stop } | Should -Throw -ErrorId 'ConditionUnknown,*'
        ($rules[0] | Skip-BitbucketPipelineCondition -ConditionType OnSuccess -Wait -PollIntervalSeconds 1).Status | Should -Be 'Succeeded'
    }

    It 'warns before the creation of what only the documentation of AWS refuses' {
        $hours = New-BitbucketPipelineRule -Name Hours -Cron '0 9 * * 1-5'
        $stage = New-BitbucketPipelineStage -Name Build -Action $build -BeforeEntryRule $hours -BeforeEntryResult SKIP
        $warnings = New-GatedPipeline -Name Warned -Stage $stage -More @{ WhatIf = $true } 3>&1

        $warnings -join "`n" | Should -Match 'has 5 fields'
        $warnings -join "`n" | Should -Match 'has the result SKIP'
    }

    It 'gives the service role the permissions of the rules' {
        $alarm = New-BitbucketPipelineRule -Name Alarm -AlarmName shop-errors
        $pipeline = New-GatedPipeline -Name Alarmed -Stage (New-BitbucketPipelineStage -Name Build -Action $build -OnSuccessRule $alarm)

        $pipeline | Get-BitbucketServiceRolePolicy | Should -Match 'cloudwatch:DescribeAlarms'
    }

    It 'keeps conditions in a copy of the exported pipeline' {
        $stage = New-BitbucketPipelineStage -Name Build -Action $build -BeforeEntryRule $release -OnSuccessRule $release -OnFailureRule $release
        $pipeline = New-GatedPipeline -Name Original -Stage $stage
        $file = Join-Path -Path $TestDrive -ChildPath original.json
        $pipeline | Export-BitbucketPipeline -Path $file

        $copy = New-BitbucketPipeline -DefinitionPath $file -DefinitionOnly
        foreach ($gate in 'BeforeEntry', 'OnSuccess', 'OnFailure') {
            "$($copy.Stages[1].$gate)" | Should -Be "$($stage.$gate)"
            $copy.Stages[1].$gate.Conditions[0].Rules[0].Configuration.Value | Should -Be 'release'
        }
    }
}
