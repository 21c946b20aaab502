#Requires -Version 7.4
<#
.SYNOPSIS
Measures Tab for every completer: with a sandbox that answers, and with an endpoint that refuses connections. docs/performance.md has the result.

.DESCRIPTION
Each sample is a whole TabExpansion2. Before a sample, what completion remembers is cleared, as by a command that changes something, so each sample calls the
endpoint. "again" is the next Tab, without that. The process and its connections are warm.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $ResultFolder,

    # Not used by this benchmark.
    [string] $Endpoint,

    [ValidateRange(3, 100)]
    [int] $Samples = 9
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath
Import-Module -Name BitbucketConnections

# A line for each completer. The pipeline Shop waits for an approval and has an earlier execution, and an approval of Api was rejected.
$lines = [ordered] @{
    ConnectionNameCompleter       = 'Get-BitbucketConnection -Name '
    ConnectionArnCompleter        = 'Get-BitbucketConnection -ConnectionArn '
    PipelineNameCompleter         = 'Get-BitbucketPipeline '
    PipelineArnCompleter          = 'Get-BitbucketPipeline -PipelineArn '
    ResourceArnCompleter          = 'Get-BitbucketTag '
    TagKeyCompleter               = 'Get-BitbucketConnection bench | Remove-BitbucketTag -TagKey '
    RepositoryCompleter           = 'New-BitbucketPipeline -Repository '
    BranchCompleter               = 'New-BitbucketPipeline -Branch '
    TriggerPatternCompleter       = 'New-BitbucketPipelineTrigger -IncludeTag '
    StageNameCompleter            = 'Get-BitbucketPipelineRuleExecution Shop -StageName '
    RetryStageCompleter           = 'Restart-BitbucketPipelineStage Api '
    RollbackStageCompleter        = 'Undo-BitbucketPipelineStage Shop '
    RollbackExecutionCompleter    = 'Undo-BitbucketPipelineStage Shop -TargetPipelineExecutionId '
    TransitionStageCompleter      = 'Disable-BitbucketPipelineTransition Shop '
    ConditionStageCompleter       = 'Skip-BitbucketPipelineCondition Shop '
    ApprovalStageCompleter        = 'Approve-BitbucketPipelineAction Shop '
    ApprovalActionCompleter       = 'Approve-BitbucketPipelineAction Shop -ActionName '
    ApprovalExecutionCompleter    = 'Approve-BitbucketPipelineAction Shop -PipelineExecutionId '
    ExecutionIdCompleter          = 'Get-BitbucketPipelineExecution Shop '
    CommitIdCompleter             = 'Start-BitbucketPipeline Shop -CommitId '
    VariableCompleter             = 'Start-BitbucketPipeline Shop -Variable '
    SourceActionCompleter         = 'Set-BitbucketPipeline Shop -SourceActionName '
    ActionNameCompleter           = 'Set-BitbucketSandboxFault -PipelineName Shop -ActionName '
    OperationCompleter            = 'Set-BitbucketSandboxFault '
    DefinedRuleCompleter          = 'Set-BitbucketSandboxFault -PipelineName Shop -RuleName '
    RuleNameCompleter             = 'Get-BitbucketPipelineRuleExecution Shop -RuleName '
    BuildProjectCompleter         = 'New-BitbucketPipeline -BuildProject '
    BucketCompleter               = 'New-BitbucketPipeline -ArtifactBucket '
    KeyCompleter                  = 'New-BitbucketPipeline -EncryptionKeyId '
    KeyIdCompleter                = 'New-BitbucketReviewerAssociation -KmsKeyId '
    PipelineRoleArnCompleter      = 'New-BitbucketPipeline -RoleArn '
    BuildRoleArnCompleter         = 'New-BitbucketPipelineAction x -CodeBuildProject y -ServiceRoleArnOverride '
    StackRoleArnCompleter         = 'New-BitbucketPipelineAction x -CloudFormationStack y -StackRoleArn '
    RoleNameCompleter             = 'Grant-BitbucketConnectionAccess -RoleName '
    StackRoleNameCompleter        = 'New-BitbucketPipelineAction x -CloudFormationStackSet y -ExecutionRoleName '
    AssociatedRepositoryCompleter = 'Get-BitbucketReviewerAssociation -Repository '
    AssociatedNameCompleter       = 'Get-BitbucketReviewerAssociation -Owner '
    AssociationArnCompleter       = 'Get-BitbucketReviewerAssociation -AssociationArn '
    ProfileNameCompleter          = 'Get-BitbucketPipeline -ProfileName '
    RegionCompleter               = 'Get-BitbucketPipeline -Region '
    StatusCompleter               = 'Get-BitbucketConnection -Status '
    AssociationStateCompleter     = 'Get-BitbucketReviewerAssociation -State '
    ProviderCompleter             = 'New-BitbucketPipelineAction x -Provider '
    ConfigurationCompleter        = 'New-BitbucketPipelineAction x -Provider CodeBuild -Category Build -Configuration '
    RuleProviderCompleter         = 'New-BitbucketPipelineRule x -Provider '
    RuleConfigurationCompleter    = 'New-BitbucketPipelineRule x -Provider VariableCheck -Configuration '
    RuleOperatorCompleter         = 'New-BitbucketPipelineRule x -Operator '
    AlarmStateCompleter           = 'New-BitbucketPipelineRule x -AlarmName y -AlarmState '
    TimeZoneCompleter             = 'New-BitbucketPipelineRule x -Cron y -TimeZone '
    ComputeTypeCompleter          = 'New-BitbucketPipelineAction x -Command ls -ComputeType '
    DeployStrategyCompleter       = 'New-BitbucketPipelineAction x -DeployedLambdaFunction y -DeployStrategy '
    BooleanCompleter              = 'Set-BitbucketPipeline Shop -DetectChanges '
    DefinitionPathCompleter       = 'New-BitbucketPipeline -DefinitionPath '
    NothingCompleter              = 'New-BitbucketConnection -Name '
}

$known = (Get-Command -Name Get-BitbucketConnection).ImplementingType.Assembly.GetTypes().Where({ -not $_.IsAbstract -and $_.GetInterface('IArgumentCompleter') }).Name
$difference = @(Compare-Object -ReferenceObject $known -DifferenceObject @($lines.Keys))
if ($difference.Count -gt 0) {
    throw "The lines of this benchmark differ from the completers of the module: $($difference.InputObject -join ', ')."
}

# Presses Tab, after a command that clears what completion remembers unless it is the second Tab.
function Measure-Tab {
    param([string] $Line, [switch] $Again)
    if (-not $Again) {
        $null = New-BitbucketPipelineTrigger -IncludeBranch main
    }

    $clock = [Diagnostics.Stopwatch]::StartNew()
    $found = (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches
    @{ Time = $clock.Elapsed.TotalMilliseconds; Count = $found.Count }
}

# Takes turns, so that a slow moment of the computer does not hit one completer only.
function Measure-Line {
    $times = @{}
    foreach ($name in $lines.Keys) {
        $times[$name] = @{ First = [Collections.Generic.List[double]]::new(); Again = [Collections.Generic.List[double]]::new(); Count = 0 }
        $null = Measure-Tab -Line $lines[$name]
    }

    foreach ($sample in 1..$Samples) {
        foreach ($name in $lines.Keys) {
            $first = Measure-Tab -Line $lines[$name]
            $times[$name].First.Add($first.Time)
            $times[$name].Again.Add((Measure-Tab -Line $lines[$name] -Again).Time)
            $times[$name].Count = $first.Count
        }
    }

    $times
}

$sandbox = Start-SandboxServer -Pwsh @(Get-PwshProgram) -ModulePath $ModulePath
try {
    $env:AWS_ENDPOINT_URL = $sandbox.Url
    $env:AWS_ACCESS_KEY_ID = $sandbox.Key
    $env:AWS_SECRET_ACCESS_KEY = $sandbox.Value
    $connection = New-BitbucketConnection -Name bench -Tag @{ team = 'red' } -WarningAction SilentlyContinue
    Complete-Connection -Sandbox $sandbox -Arn $connection.ConnectionArn
    $rule = New-BitbucketPipelineRule -Name Level -Variable '#{variables.LEVEL}' -Operator EQ -Value info
    $approval = New-BitbucketPipelineAction -Name Approval -Approval
    $stage = New-BitbucketPipelineStage -Name Approval -Action $approval -BeforeEntryRule $rule
    foreach ($name in 'Shop', 'Api') {
        $null = New-BitbucketPipeline -Name $name -ConnectionName bench -Repository "my-workspace/$name".ToLowerInvariant() -Branch main -IncludeTag 'v*' -Variable @{ LEVEL = 'info' } `
            -RoleArn $sandbox.Role -ArtifactBucket $sandbox.Bucket -Stage $stage -WarningAction SilentlyContinue
    }

    Approve-BitbucketPipelineAction -PipelineName Shop
    Deny-BitbucketPipelineAction -PipelineName Api
    $null = Start-BitbucketPipeline -PipelineName Shop
    $answered = Measure-Line
}
finally {
    Stop-Server -Server $sandbox
}

# The port of the sandbox, where nothing listens any more.
$refused = Measure-Line

$rows = foreach ($name in $lines.Keys) {
    [ordered] @{
        'completer'          = $name -replace 'Completer$'
        'line'               = "``$($lines[$name].Trim() -replace '\|', '\|')``"
        'values'             = $answered[$name].Count
        'warm (ms)'          = [Math]::Round((Get-Median -Value $answered[$name].First), 1)
        'again (ms)'         = [Math]::Round((Get-Median -Value $answered[$name].Again), 1)
        'offline (ms)'       = [Math]::Round((Get-Median -Value $refused[$name].First), 1)
        'offline again (ms)' = [Math]::Round((Get-Median -Value $refused[$name].Again), 1)
    }
}

Write-Result -Folder $ResultFolder -Benchmark Completion -Table @{ completion = $rows } -Figure (
    (New-Figure -Name 'Tab, the slowest completer' -Measured ($rows.ForEach({ $_['warm (ms)'] }) | Measure-Object -Maximum).Maximum -Goal 300 -Unit ms -Below -Limit 300),
    (New-Figure -Name 'Tab offline, the slowest completer' -Measured ($rows.ForEach({ $_['offline (ms)'] }) | Measure-Object -Maximum).Maximum -Goal 1500 -Unit ms -Below),
    (New-Figure -Name 'Tab offline again, the slowest completer' -Measured ($rows.ForEach({ $_['offline again (ms)'] }) | Measure-Object -Maximum).Maximum -Goal 50 -Unit ms -Below))
