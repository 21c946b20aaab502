#Requires -Version 7.4
<#
.SYNOPSIS
A CI job. It updates a pipeline from a definition file in the repository, runs the pipeline with the job's commit, and waits. The exit code is 0 or 1.
See ci-job.md.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $DefinitionPath,

    [Parameter(Mandatory)]
    [string] $Region,

    [string] $RoleArn,

    [string] $CommitId = $env:BITBUCKET_COMMIT,

    [ValidateRange(1, 604800)]
    [int] $TimeoutSeconds = 3600
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Creates a file that only its owner can open, before it has any content. Bitbucket Pipelines runs on Linux.
function New-PrivateFile {
    param([string] $Text)
    $path = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "token-$([guid]::NewGuid().ToString('N'))"
    $options = [IO.FileStreamOptions]::new()
    $options.Mode = 'CreateNew'
    $options.Access = 'Write'
    if (-not $IsWindows) {
        $options.UnixCreateMode = 'UserRead, UserWrite'
    }

    $stream = [IO.FileStream]::new($path, $options)
    try {
        $stream.Write([Text.Encoding]::ASCII.GetBytes($Text))
    }
    finally {
        $stream.Dispose()
    }

    $path
}

# Gets the parameters of Set-BitbucketPipeline that change the pipeline to the definition in the file.
function Get-Change {
    param([BitbucketConnections.Pipeline] $Definition)
    $source = $Definition.Stages[0].Actions.Where({ $_.ActionTypeId.Provider -eq 'CodeStarSourceConnection' })[0]
    $change = @{
        SourceActionName = $source.Name
        ConnectionArn    = $source.Configuration['ConnectionArn']
        Repository       = $source.Configuration['FullRepositoryId']
        Branch           = $source.Configuration['BranchName']
        Stage            = @($Definition.Stages | Select-Object -Skip 1)
    }

    # Null and empty values are not valid here: a switch clears the value.
    if ($Definition.Variables) {
        $change.Variable = @($Definition.Variables)
    }
    else {
        $change.ClearVariable = $true
    }

    if ($source.Configuration.ContainsKey('OutputArtifactFormat')) {
        $change.OutputArtifactFormat = $source.Configuration['OutputArtifactFormat']
    }

    if ($Definition.Triggers) {
        $change.Trigger = @($Definition.Triggers)
    }
    else {
        $change.ClearTrigger = $true
        if ($source.Configuration.ContainsKey('DetectChanges')) {
            $change.DetectChanges = $source.Configuration['DetectChanges'] -eq 'true'
        }
    }

    foreach ($name in 'RoleArn', 'PipelineType', 'ExecutionMode') {
        if ($Definition.$name) {
            $change[$name] = $Definition.$name
        }
    }

    if ($Definition.ArtifactStores) {
        $change.ArtifactBucketByRegion = @{}
        $Definition.ArtifactStores.Keys.ForEach({ $change.ArtifactBucketByRegion[$_] = $Definition.ArtifactStores[$_].Location })
    }
    elseif ($Definition.ArtifactStore) {
        $change.ArtifactBucket = $Definition.ArtifactStore.Location
        if ($Definition.ArtifactStore.EncryptionKey) {
            $change.EncryptionKeyId = "$($Definition.ArtifactStore.EncryptionKey)"
        }
        else {
            $change.UseDefaultEncryptionKey = $true
        }
    }

    $change
}

function Sync-Pipeline {
    $definition = New-BitbucketPipeline -DefinitionPath $DefinitionPath -DefinitionOnly
    try {
        $pipeline = New-BitbucketPipeline -DefinitionPath $DefinitionPath -ReuseExisting
        "unchanged: $($pipeline.Name) version $($pipeline.Version)"
        return
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'PipelineDefinitionDiffers,*') {
            throw
        }

        "$_"
    }

    $change = Get-Change -Definition $definition
    Set-BitbucketPipeline -PipelineName $definition.Name @change

    # Compare again: differences that can't be changed this way are an error that lists them.
    $pipeline = New-BitbucketPipeline -DefinitionPath $DefinitionPath -ReuseExisting
    "changed: $($pipeline.Name) version $($pipeline.Version)"
}

$names = 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_REGION'
$before = @{}
$names.ForEach({ $before[$_] = [Environment]::GetEnvironmentVariable($_) })
$tokenFile = $null
$exitCode = 0
try {
    $env:AWS_REGION = $Region
    if ($RoleArn) {
        if (-not $env:BITBUCKET_STEP_OIDC_TOKEN) {
            throw "BITBUCKET_STEP_OIDC_TOKEN is not set. Add 'oidc: true' to the step."
        }

        if ($env:AWS_ACCESS_KEY_ID -or $env:AWS_PROFILE) {
            throw 'AWS_ACCESS_KEY_ID or AWS_PROFILE is set and would be used instead of the role. Remove the variable.'
        }

        $tokenFile = New-PrivateFile -Text $env:BITBUCKET_STEP_OIDC_TOKEN
        $env:AWS_WEB_IDENTITY_TOKEN_FILE = $tokenFile
        $env:AWS_ROLE_ARN = $RoleArn
        $env:AWS_ROLE_SESSION_NAME = 'bitbucket-build-{0}' -f ($env:BITBUCKET_BUILD_NUMBER ?? '0')
    }

    Import-Module -Name BitbucketConnections
    Sync-Pipeline
    $start = @{}
    if ($CommitId) {
        $start.CommitId = $CommitId
    }

    $name = (New-BitbucketPipeline -DefinitionPath $DefinitionPath -DefinitionOnly).Name
    $run = Start-BitbucketPipeline -PipelineName $name @start
    "started: $($run.PipelineExecutionId) $($run.ConsoleUrl)"
    $run = $run | Wait-BitbucketPipelineExecution -TimeoutSeconds $TimeoutSeconds
    "ended: $($run.PipelineExecutionId) $($run.Status)"
}
catch {
    "failed: $(($_.FullyQualifiedErrorId -split ',')[0])"
    "$_"
    $exitCode = 1
}
finally {
    $names.ForEach({ [Environment]::SetEnvironmentVariable($_, $before[$_]) })
    if ($tokenFile) {
        Remove-Item -LiteralPath $tokenFile
    }
}

exit $exitCode
