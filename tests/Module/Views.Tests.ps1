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
        SandboxLimits       = Set-BitbucketSandboxLimit -PipelineQuota 900 -PassThru
        ReviewerAssociation = Get-BitbucketReviewerAssociation
        StageRule           = New-BitbucketPipelineRule -Name ReleaseBranch -Variable '#{SourceVariables.BranchName}' -Operator EQ -Value release
    }
    $build = New-BitbucketPipelineAction -Name Build -CodeBuildProject $sandbox.BuildProject
    Set-BitbucketPipeline -PipelineName MyPipeline -ReplaceStage (New-BitbucketPipelineStage -Name Build -Action $build -OnSuccessRule $objects['StageRule'])
    Start-BitbucketPipeline -PipelineName MyPipeline -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue
    $state = @(Get-BitbucketPipelineState -PipelineName MyPipeline)[1]
    $objects += @{
        StageState     = $state
        ActionState    = $state.Actions
        ActionExecution = (Get-BitbucketPipelineExecution -PipelineName MyPipeline -IncludeAction | Select-Object -First 1).Actions
        TriggerDecision = Test-BitbucketPipelineTrigger -PipelineName MyPipeline -Branch main
        SandboxPushResult = Invoke-BitbucketSandboxPush -Repository my-workspace/my-repo -Branch main
        ConditionState = $state.OnSuccess
        RuleState      = $state.OnSuccess.Rules[0]
        PipelineLogEvent = Get-BitbucketPipelineLog -PipelineName MyPipeline -Tail 1
        RuleExecution  = Get-BitbucketPipelineRuleExecution -PipelineName MyPipeline | Select-Object -First 1
    }

    $stages = New-BitbucketPipelineStage -Name Production -Action @(
        New-BitbucketPipelineAction -Name Approve -Approval
        New-BitbucketPipelineAction -Name Deploy -CodeBuildProject $sandbox.BuildProject -RunOrder 2
    )
    Set-BitbucketSandboxFault -PipelineName shop -StageName Build -ActionStatus Failed -Message 'Tests are red: 3 of 120 failed. The log of the build has them.'
    $null = New-BitbucketPipeline -Name shop -ConnectionName MyConnection -Repository my-workspace/my-shop -Branch main -Stage $stages `
        -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
    Disable-BitbucketPipelineTransition -PipelineName shop -StageName Production -Reason Friday
    $null = Start-BitbucketPipeline -PipelineName shop -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'Views' {
    It 'the table of <Type> fits in <Width> columns and cuts nothing' -ForEach @(
        $tables = @(
            @{ Type = 'Connection'; Columns = 'Name', 'Status', 'Region', 'OwnerAccountId'; Shown = 'MyConnection', 'AVAILABLE', 'us-east-1', '123456789012' }
            @{ Type = 'ConnectionUsage'; Columns = 'PipelineName', 'Region', 'Branch', 'Repository'; Shown = 'ConnectionArn: arn:aws:', 'MyPipeline', 'us-east-1', 'my-workspace/my-repo', 'main' }
            @{ Type = 'Pipeline'; Columns = 'Name', 'Region', 'Branch', 'Repository'; Shown = 'MyPipeline', 'my-workspace/my-repo', 'main', 'us-east-1' }
            @{ Type = 'PipelineStage'; Columns = 'Name', 'Actions'; Shown = @('Source') }
            @{ Type = 'PipelineAction'; Columns = 'Name', 'ActionTypeId', 'RunOrder', 'OutputArtifacts'; Shown = @('Source', 'SourceArtifact') }
            @{ Type = 'PipelineExecution'; Columns = 'Execution', 'Status', 'Age', 'Duration', 'TriggerType', 'Revision'; Shown = 'Pipeline: MyPipeline (us-east-1)', 'Succeeded', 'CreatePipeline', 'A commit' }
            @{ Type = 'PipelineTrigger'; Columns = 'SourceActionName', 'Push', 'PullRequest'; Shown = @('{branches main') }
            @{ Type = 'ReviewerAssociation'; Columns = 'Repository', 'State', 'Region', 'StateReason'; Shown = 'my-workspace/my-repo', 'Associated', 'us-east-1' }
            @{ Type = 'StageRule'; Columns = 'Name', 'RuleTypeId', 'Configuration'; Shown = 'ReleaseBranch', 'Rule/VariableCheck' }
            @{ Type = 'StageState'; Columns = 'StageName', 'Status', 'Action', 'Age', 'Detail'; Shown = 'Pipeline: MyPipeline (us-east-1)', 'Build', 'Failed', 'OnSuccess failed: ' }
            @{ Type = 'ActionState'; Columns = 'ActionName', 'Status', 'Age', 'Detail'; Shown = 'Build', 'Succeeded' }
            @{ Type = 'ActionExecution'; Columns = 'StageName', 'ActionName', 'Status', 'Age', 'Duration', 'Detail'; Shown = 'of MyPipeline (us-east-1)', 'Build', 'Succeeded' }
            @{ Type = 'ConditionState'; Columns = 'Status', 'Age', 'Rules', 'FailureReason'; Shown = 'Failed', 'ReleaseBranch' }
            @{ Type = 'RuleState'; Columns = 'RuleName', 'Status', 'Age', 'Detail'; Shown = 'ReleaseBranch', 'Failed' }
            @{ Type = 'RuleExecution'; Columns = 'StageName', 'RuleName', 'Status', 'Age', 'Detail'; Shown = 'Build', 'ReleaseBranch', 'Failed' }
            @{ Type = 'PipelineLogEvent'; Columns = 'Time', 'Message'; Shown = @('Phase context status code:') }
            @{ Type = 'ServiceRole'; Columns = 'Name', 'IsNew'; Shown = 'AWSCodePipelineServiceRole-us-east-1-MyPipeline', 'True' }
            @{ Type = 'Tag'; Columns = 'Key', 'Value'; Shown = 'ResourceArn: arn:aws:', 'team', 'web' }
            @{ Type = 'SandboxInfo'; Columns = 'EndpointUrl', 'Region', 'AccountId', 'BuildProject'; Shown = 'http://127.0.0.1:', 'us-east-1', '123456789012', 'sandbox-build' }
            @{ Type = 'SandboxLimits'; Columns = 'Connections', 'Pipelines', 'Roles', 'ConcurrentExecutions', 'RequestsPerSecond'; Shown = '250', '900' }
            @{ Type = 'TriggerDecision'; Columns = 'PipelineName', 'SourceActionName', 'Starts', 'Reason'; Shown = 'MyPipeline', 'True' }
            @{ Type = 'SandboxPushResult'; Columns = 'PipelineName', 'Starts', 'Execution', 'Reason'; Shown = 'MyPipeline', 'True' }
        )
        foreach ($width in 80, 120) {
            $tables.ForEach({ $_ + @{ Width = $width } })
        }
    ) {
        # A console leaves its last column empty. The heading of a group can be longer than a line.
        $lines = ($objects[$Type] | Format-Table | Out-String -Width ($Width - 1)) -split '\r?\n'
        $lines.Where({ $_.Length -gt $Width - 1 }) | Should -BeNullOrEmpty
        $headings = $lines[[array]::FindIndex($lines, [Predicate[string]] { $args[0] -match '^ *-+ ' }) - 1]
        ($headings.Trim() -split '\s+') | Should -Be $Columns
        foreach ($text in $Shown) {
            ($lines -join "`n") | Should -Match ([regex]::Escape($text))
        }

        # The message of a commit is the only text that a table cuts.
        ($lines -match '…') -replace '(\w{7}) A commit.*…' | Where-Object { $_ -match '…' } | Should -BeNullOrEmpty
    }

    It 'tables of a run that failed look like this in <Width> columns' -ForEach @(
        @{
            Width = 80
            Text  = @(
                '   Pipeline: shop (us-east-1)'
                ''
                'Execution Status        Age Duration TriggerType     Revision'
                '--------- ------        --- -------- -----------     --------'
                '########  Failed      ### s     #:## StartPipelineE… ####### A commit of the s…'
                '########  Failed      ### s     #:## CreatePipeline  ####### A commit of the s…'
                ''
                ''
                '   Pipeline: shop (us-east-1)'
                ''
                'StageName      Status      Action              Age Detail'
                '---------      ------      ------              --- ------'
                'Source         Succeeded   Source            ### s A commit of the sandbox'
                'Build          Failed      Build             ### s Tests are red: 3 of 120 fail'
                '                                                   ed. The log of the build has'
                '                                                    them.'
                'Production                 Approve, Deploy         transition disabled: Friday'
            )
        }
        @{
            Width = 120
            Text  = @(
                '   Pipeline: shop (us-east-1)'
                ''
                'Execution Status        Age Duration TriggerType     Revision'
                '--------- ------        --- -------- -----------     --------'
                '########  Failed      ### s     #:## StartPipelineE… ####### A commit of the sandbox'
                '########  Failed      ### s     #:## CreatePipeline  ####### A commit of the sandbox'
                ''
                ''
                '   Pipeline: shop (us-east-1)'
                ''
                'StageName      Status      Action              Age Detail'
                '---------      ------      ------              --- ------'
                'Source         Succeeded   Source            ### s A commit of the sandbox'
                'Build          Failed      Build             ### s Tests are red: 3 of 120 failed. The log of the build has them.'
                'Production                 Approve, Deploy         transition disabled: Friday'
            )
        }
    ) {
        $tables = & {
            Get-BitbucketPipelineExecution -PipelineName shop | Format-Table
            Get-BitbucketPipelineState -PipelineName shop | Format-Table
        } | Out-String -Width ($Width - 1)
        $lines = ($tables.Trim("`r", "`n") -split '\r?\n').TrimEnd() -replace '\b[0-9a-f]{8}\b', '########' -replace '\b[0-9a-f]{7}\b', '#######' -replace ' \d:\d\d ', ' #:## ' -replace ' {2}\d s ', '### s ' -replace ' \d\d s ', '### s '
        $lines -join "`n" | Should -Be ($Text -join "`n")
    }

    It 'times are UTC in properties, and local with their offset in views' {
        $execution = @($objects['PipelineExecution'])[0]
        $execution.StartTime.Kind | Should -Be 'Utc'
        $shown = $execution.StartTime.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss zzz', [cultureinfo]::InvariantCulture)
        $execution | Format-List | Out-String -Width 200 | Should -Match "StartTime +: $([regex]::Escape($shown)) \(\d+ \w+ ago\)"
    }

    It 'all columns of a table but the last have a width, so that a list is shown at once and later rows are not cut' {
        [xml] $format = Get-Content -LiteralPath "$moduleFolder/lib/BitbucketConnections.Format.ps1xml" -Raw
        foreach ($view in $format.SelectNodes('//View[TableControl]')) {
            $headers = @($view.SelectNodes('.//TableColumnHeader'))
            foreach ($header in $headers.Where({ -not $_.SelectSingleNode('Width') })) {
                $header | Should -Be $headers[-1] -Because $view.Name
            }
        }
    }

    It 'the longest name of a connection is complete in 80 columns' {
        $connection = [BitbucketConnections.Connection] @{ ConnectionArn = 'arn'; ConnectionName = 'n' * 32; ConnectionStatus = 'AVAILABLE'; Region = 'ap-southeast-2' }
        $connection | Out-String -Width 79 | Should -Match ('n' * 32 + ' AVAILABLE +ap-southeast-2')
    }

    It 'a link is one line of text' {
        ($objects['Connection'].ConsoleUrl | Out-String).Trim() | Should -Match '^http://\S+$'
        "$(@($objects['PipelineExecution'])[0].SourceRevisions)" | Should -Match '^Source: \w{40} A commit of the sandbox$'
    }

    It 'Format-List * shows no secret of a configuration' {
        $secret = ConvertTo-SecureString -String 's3cret-of-a-view' -AsPlainText -Force
        $action = New-BitbucketPipelineAction -Name A -CodeBuildProject p -Configuration @{ ProjectName = $secret; Token = 't0ken-of-a-view' }
        $text = $action | Format-List -Property * | Out-String -Width 500
        $text | Should -Match 'Configuration +: {\[ProjectName, \*+\]'
        $text | Should -Not -Match 's3cret-of-a-view|t0ken-of-a-view'
        $action.Configuration['Token'] | Should -Be 't0ken-of-a-view'
    }

    It 'a process without a terminal shows no colors, although the rendering is <Rendering>' -ForEach @(
        @{ Rendering = 'Host' }
        @{ Rendering = 'Ansi' }
    ) {
        $script = "`$PSStyle.OutputRendering = '$Rendering'; Import-Module -Name '$moduleFolder/BitbucketConnections.psd1'; [BitbucketConnections.ViewText]::Status('Failed')"
        Invoke-FreshSession -Script ([scriptblock]::Create($script)) | Should -BeExactly 'Failed'
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
