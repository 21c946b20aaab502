#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $PSStyle.OutputRendering = 'PlainText'
    $sandbox = Start-BitbucketSandbox -AllowReviewerAssociation
    $null = New-BitbucketConnection -Name MyConnection -Tag @{ team = 'web' } -WarningAction SilentlyContinue
    Complete-BitbucketSandboxConnection -Name MyConnection
    $null = New-BitbucketPipeline -Name MyPipeline -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main `
        -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
    $null = New-BitbucketReviewerAssociation -Repository my-workspace/my-repo -ConnectionName MyConnection -WarningAction SilentlyContinue |
        Wait-BitbucketReviewerAssociation -PollIntervalSeconds 1
    $objects = @{
        Connection          = Get-BitbucketConnection -Name MyConnection
        ConnectionUsage     = Get-BitbucketConnectionUsage -Name MyConnection
        Pipeline            = Get-BitbucketPipeline -Name MyPipeline
        PipelineStage       = (Get-BitbucketPipeline -Name MyPipeline).Stages[0]
        PipelineAction      = (Get-BitbucketPipeline -Name MyPipeline).Stages[0].Actions[0]
        PipelineExecution   = Get-BitbucketPipelineExecution -PipelineName MyPipeline
        PipelineTrigger     = New-BitbucketPipelineTrigger -IncludeBranch main -IncludePath src/**
        ServiceRole         = Get-BitbucketPipeline -Name MyPipeline | New-BitbucketServiceRole
        Tag                 = Get-BitbucketConnection -Name MyConnection | Get-BitbucketTag
        SandboxInfo         = $sandbox
        ReviewerAssociation = Get-BitbucketReviewerAssociation
        StageRule           = New-BitbucketPipelineRule -Name ReleaseBranch -Variable '#{SourceVariables.BranchName}' -Operator EQ -Value release
    }
    $build = New-BitbucketPipelineAction -Name Build -CodeBuildProject $sandbox.BuildProject
    Set-BitbucketPipeline -PipelineName MyPipeline -ReplaceStage (New-BitbucketPipelineStage -Name Build -Action $build -OnSuccessRule $objects['StageRule'])
    Start-BitbucketPipeline -PipelineName MyPipeline -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue
    $state = @(Get-BitbucketPipelineState -PipelineName MyPipeline)[1]
    $objects += @{
        StageState     = $state
        ConditionState = $state.OnSuccess
        RuleState      = $state.OnSuccess.Rules[0]
        PipelineLogEvent = Get-BitbucketPipelineLog -PipelineName MyPipeline -Tail 1
        RuleExecution  = Get-BitbucketPipelineRuleExecution -PipelineName MyPipeline
    }
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'Views' {
    It 'the table of <Type> fits in 80 columns and shows the full <Shown>' -ForEach @(
        @{ Type = 'Connection'; Columns = 'Name', 'Status', 'Region', 'Arn'; Shown = 'MyConnection', 'AVAILABLE', 'us-east-1' }
        @{ Type = 'ConnectionUsage'; Columns = 'Pipeline', 'Region', 'Repository', 'Connection'; Shown = 'MyPipeline', 'us-east-1', 'my-workspace/my-repo' }
        @{ Type = 'Pipeline'; Columns = 'Name', 'Version', 'Repository', 'Branch', 'Region'; Shown = 'MyPipeline', 'my-workspace/my-repo', 'main', 'us-east-1' }
        @{ Type = 'PipelineStage'; Columns = 'Name', 'Actions'; Shown = @('Source') }
        @{ Type = 'PipelineAction'; Columns = 'Name', 'Type', 'Order', 'Output'; Shown = @('Source', 'SourceArtifact') }
        @{ Type = 'PipelineExecution'; Columns = 'Pipeline', 'Id', 'Status', 'Trigger'; Shown = 'MyPipeline', 'Succeeded', 'CreatePipeline' }
        @{ Type = 'PipelineTrigger'; Columns = 'Source', 'Push', 'PullRequest'; Shown = @('{branches main') }
        @{ Type = 'ReviewerAssociation'; Columns = 'Repository', 'State', 'Region', 'Arn'; Shown = 'my-workspace/my-repo', 'Associated', 'us-east-1' }
        @{ Type = 'StageRule'; Columns = 'Name', 'Type', 'Configuration'; Shown = 'ReleaseBranch', 'Rule/VariableCheck' }
        @{ Type = 'StageState'; Columns = 'Stage', 'Status', 'Open', 'Run', 'Waiting'; Shown = 'Build', 'Failed' }
        @{ Type = 'ConditionState'; Columns = 'Status', 'Changed', 'Rules', 'Failure'; Shown = 'Failed', 'ReleaseBranch' }
        @{ Type = 'RuleState'; Columns = 'Rule', 'Status', 'Changed', 'Error'; Shown = 'ReleaseBranch', 'Failed' }
        @{ Type = 'RuleExecution'; Columns = 'Stage', 'Rule', 'Status', 'Started', 'Error'; Shown = 'Build', 'ReleaseBranch', 'Failed' }
        @{ Type = 'PipelineLogEvent'; Columns = 'Time', 'Message'; Shown = @('Phase context status code:') }
        @{ Type = 'ServiceRole'; Columns = 'Name', 'New', 'Arn'; Shown = 'AWSCodePipelineServiceRole-us-east-1-MyPipeline', 'True' }
        @{ Type = 'Tag'; Columns = 'Key', 'Value', 'Resource'; Shown = 'team', 'web' }
        @{ Type = 'SandboxInfo'; Columns = 'Endpoint', 'Region', 'Account', 'Bucket'; Shown = 'http://127.0.0.1:', 'us-east-1', '123456789012' }
    ) {
        # A console of 80 columns leaves the last one empty.
        $lines = ($objects[$Type] | Format-Table | Out-String -Width 79) -split '\r?\n'
        $lines.Where({ $_.Length -gt 79 }) | Should -BeNullOrEmpty
        ($lines.Where({ $_.Trim() -and $_ -notlike 'Action: *' -and $_ -notlike '   Action: *' })[0].Trim() -split '\s+') | Should -Be $Columns
        foreach ($text in $Shown) {
            ($lines -join "`n") | Should -Match ([regex]::Escape($text))
        }
    }

    It 'the list of <Type> fits in 80 columns and shows the full <Property>' -ForEach @(
        @{ Type = 'Connection'; Property = 'ConnectionArn' }
        @{ Type = 'Connection'; Property = 'ConsoleUrl' }
        @{ Type = 'ConnectionUsage'; Property = 'ConnectionArn' }
        @{ Type = 'Pipeline'; Property = 'PipelineArn' }
        @{ Type = 'PipelineAction'; Property = 'Name' }
        @{ Type = 'PipelineExecution'; Property = 'PipelineExecutionId' }
        @{ Type = 'PipelineTrigger'; Property = 'SourceActionName' }
        @{ Type = 'ReviewerAssociation'; Property = 'AssociationArn' }
        @{ Type = 'StageRule'; Property = 'Name' }
        @{ Type = 'StageState'; Property = 'OnSuccess' }
        @{ Type = 'ConditionState'; Property = 'Rules' }
        @{ Type = 'RuleState'; Property = 'RuleExecutionId' }
        @{ Type = 'RuleExecution'; Property = 'RuleExecutionId' }
        @{ Type = 'PipelineLogEvent'; Property = 'LogStreamName' }
        @{ Type = 'ServiceRole'; Property = 'RoleArn' }
        @{ Type = 'Tag'; Property = 'ResourceArn' }
        @{ Type = 'SandboxInfo'; Property = 'ServiceRoleArn' }
    ) {
        $text = $objects[$Type] | Format-List | Out-String -Width 80
        ($text -split '\r?\n').Where({ $_.Length -gt 80 }) | Should -BeNullOrEmpty
        ($text -replace '\s+', '') | Should -Match ([regex]::Escape("$($objects[$Type].$Property)"))
    }

    It 'the list view of an action shows its configuration without secrets' {
        $source = $objects['PipelineAction'] | Format-List | Out-String -Width 500
        $source | Should -BeLike '*`[FullRepositoryId, my-workspace/my-repo`]*'
        $secret = @{ Provider = 'GitHub'; Category = 'Source'; Owner = 'ThirdParty'; Configuration = @{ Repo = 'shop'; OAuthToken = 't0ken-of-github' } }
        $text = New-BitbucketPipelineAction -Name Source @secret | Format-List | Out-String -Width 500
        $text | Should -BeLike '*`[Repo, shop`]*'
        $text | Should -BeLike '*`[OAuthToken, `*`*`*`*`]*'
        $text | Should -Not -BeLike '*t0ken-of-github*'
    }

    It 'the <View> view of <What> shows its configuration without secrets' -ForEach @(
        foreach ($view in 'default', 'table', 'list') {
            @{ View = $view; What = 'a rule'; Make = { $rule } }
            @{ View = $view; What = 'an execution of a rule'; Make = { $execution } }
            @{ View = $view; What = 'a stage with a rule'; Make = { New-BitbucketPipelineStage -Name S -Action (New-BitbucketPipelineAction -Name A -Approval) -BeforeEntryRule $rule } }
            @{ View = $view; What = 'the conditions of a stage'; Make = { (New-BitbucketPipelineStage -Name S -Action (New-BitbucketPipelineAction -Name A -Approval) -BeforeEntryRule $rule).BeforeEntry } }
            @{ View = $view; What = 'a condition'; Make = { (New-BitbucketPipelineStage -Name S -Action (New-BitbucketPipelineAction -Name A -Approval) -BeforeEntryRule $rule).BeforeEntry.Conditions } }
            @{ View = $view; What = 'an action with a SecureString under any key'; Make = { New-BitbucketPipelineAction -Name A -CodeBuildProject p -Configuration @{ ProjectName = $secret } } }
        }
    ) {
        $secret = ConvertTo-SecureString -String 's3cret-of-a-view' -AsPlainText -Force
        $rule = New-BitbucketPipelineRule -Name R -Provider Foo -Configuration @{ Token = $secret; Plain = $secret; Level = 'shown' }
        $execution = $objects['RuleExecution'] | Select-Object -First 1 | ForEach-Object { [BitbucketConnections.RuleExecution]@{ PipelineName = 'p'; PipelineExecutionId = 'e'; StageName = 's'; RuleName = 'r'; RuleExecutionId = 'x'; Configuration = $rule.Configuration } }
        $made = & $Make
        $text = switch ($View) {
            'table' { $made | Format-Table | Out-String -Width 500 }
            'list' { $made | Format-List | Out-String -Width 500 }
            default { $made | Out-String -Width 500 }
        }
        $text.Trim() | Should -Not -BeNullOrEmpty
        $text | Should -Not -BeLike '*s3cret-of-a-view*'
        if ($What -eq 'a rule') {
            $text | Should -BeLike '*`[Token, `*`*`*`*`]*'
            $text | Should -BeLike '*`[Level, shown`]*'
        }
    }

    It '<Type> has the short name <Alias> for <Property>' -ForEach @(
        @{ Type = 'Connection'; Alias = 'Arn'; Property = 'ConnectionArn' }
        @{ Type = 'Connection'; Alias = 'Name'; Property = 'ConnectionName' }
        @{ Type = 'Connection'; Alias = 'Status'; Property = 'ConnectionStatus' }
        @{ Type = 'ConnectionUsage'; Alias = 'Repository'; Property = 'FullRepositoryId' }
        @{ Type = 'ConnectionUsage'; Alias = 'Branch'; Property = 'BranchName' }
        @{ Type = 'Pipeline'; Alias = 'Arn'; Property = 'PipelineArn' }
        @{ Type = 'Pipeline'; Alias = 'PipelineName'; Property = 'Name' }
        @{ Type = 'Pipeline'; Alias = 'Repository'; Property = 'FullRepositoryId' }
        @{ Type = 'Pipeline'; Alias = 'Branch'; Property = 'BranchName' }
        @{ Type = 'PipelineExecution'; Alias = 'Id'; Property = 'PipelineExecutionId' }
        @{ Type = 'ReviewerAssociation'; Alias = 'Arn'; Property = 'AssociationArn' }
        @{ Type = 'ReviewerAssociation'; Alias = 'Repository'; Property = 'FullRepositoryId' }
        @{ Type = 'RuleExecution'; Alias = 'Id'; Property = 'RuleExecutionId' }
        @{ Type = 'StageState'; Alias = 'Name'; Property = 'StageName' }
        @{ Type = 'ServiceRole'; Alias = 'Arn'; Property = 'RoleArn' }
        @{ Type = 'ServiceRole'; Alias = 'Name'; Property = 'RoleName' }
    ) {
        $objects[$Type].$Alias | Should -Be $objects[$Type].$Property
        $objects[$Type].$Alias | Should -Not -BeNullOrEmpty

        # A job and a file convert objects.
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($objects[$Type]))
        $copy.$Alias | Should -Be $objects[$Type].$Property
    }

    It 'an object in a string is its ARN or name' {
        "$($objects['Connection'])" | Should -Be $objects['Connection'].ConnectionArn
        "$($objects['Tag'])" | Should -Be 'team=web'
    }
}
