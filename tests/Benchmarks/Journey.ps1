#Requires -Version 7.4
<#
.SYNOPSIS
Measures a whole journey in a fresh process, against one sandbox. docs/performance.md has the result.

.DESCRIPTION
New connection, get, wait, new pipeline, start, list its executions, remove both. The person who completes the connection is this script, for all contenders
alike: a contender writes the ARN and waits for a line. The role, the bucket and the build project exist already, so all contenders create the same things.
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
Import-Module -Name "$PSScriptRoot/Contenders.psm1", "$PSScriptRoot/OtherClients.psm1", "$PSScriptRoot/Results.psm1", "$PSScriptRoot/Servers.psm1"
& "$PSScriptRoot/Environment.ps1" -ModulePath $ModulePath

$pwsh = @(Get-PwshProgram)
$python = Get-BotoPython
$aws = Get-AwsCli -Python $python
$number = 0

function Get-NextName {
    $script:number++
    "journey-$number"
}

# The declaration that New-BitbucketPipeline creates from the parameters of Contenders/Journey.ps1.
function Get-Declaration {
    param([string] $Name, [string] $Arn)
    $source = @{
        name = 'Source'; runOrder = 1; actionTypeId = @{ category = 'Source'; owner = 'AWS'; provider = 'CodeStarSourceConnection'; version = '1' }
        configuration = @{ ConnectionArn = $Arn; FullRepositoryId = 'my-workspace/my-repo'; BranchName = 'main'; OutputArtifactFormat = 'CODE_ZIP'; DetectChanges = 'true' }
        outputArtifacts = @(@{ name = 'SourceArtifact' }); inputArtifacts = @(); namespace = 'SourceVariables'
    }
    $build = @{
        name = 'Build'; runOrder = 1; actionTypeId = @{ category = 'Build'; owner = 'AWS'; provider = 'CodeBuild'; version = '1' }
        configuration = @{ ProjectName = $sandbox.Project }; inputArtifacts = @(@{ name = 'SourceArtifact' }); outputArtifacts = @(@{ name = 'BuildArtifact' }); namespace = 'BuildVariables'
    }
    ConvertTo-Json -Compress -Depth 9 -InputObject @{
        name = $Name; roleArn = $sandbox.Role; artifactStore = @{ type = 'S3'; location = $sandbox.Bucket }; pipelineType = 'V2'; executionMode = 'SUPERSEDED'
        stages = @(@{ name = 'Source'; actions = @($source) }, @{ name = 'Build'; actions = @($build) })
    }
}

# Runs a contender, and completes the connection whose ARN it writes. Returns the milliseconds of the process.
function Measure-Process {
    param([string] $Program, [string[]] $Arguments, [switch] $WithoutPerson)
    $start = [Diagnostics.ProcessStartInfo]::new($Program, $Arguments)
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $process = [Diagnostics.Process]::Start($start)
    if (-not $WithoutPerson) {
        Complete-Connection -Sandbox $sandbox -Arn $process.StandardOutput.ReadLine()
        $process.StandardInput.WriteLine('done')
    }

    $process.WaitForExit()
    $time = $clock.Elapsed.TotalMilliseconds
    if ($process.ExitCode -ne 0) {
        throw "$Program $Arguments ended with exit code $($process.ExitCode)."
    }

    $time
}

function Invoke-Aws {
    param([string[]] $Arguments)
    $answer = & $aws @Arguments --endpoint-url $sandbox.Url --output text
    if ($LASTEXITCODE -ne 0) {
        throw "aws $Arguments ended with exit code $LASTEXITCODE."
    }

    $answer
}

function Measure-AwsCli {
    $name = Get-NextName
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $arn = Invoke-Aws -Arguments codestar-connections, create-connection, --provider-type, Bitbucket, --connection-name, $name, --query, ConnectionArn
    Complete-Connection -Sandbox $sandbox -Arn $arn
    $null = Invoke-Aws -Arguments codestar-connections, get-connection, --connection-arn, $arn
    $null = Invoke-Aws -Arguments codestar-connections, get-connection, --connection-arn, $arn
    $null = Invoke-Aws -Arguments codepipeline, create-pipeline, --pipeline, (Get-Declaration -Name $name -Arn $arn)
    $null = Invoke-Aws -Arguments codepipeline, start-pipeline-execution, --name, $name
    $null = Invoke-Aws -Arguments codepipeline, list-pipeline-executions, --pipeline-name, $name
    $null = Invoke-Aws -Arguments codepipeline, delete-pipeline, --name, $name
    $null = Invoke-Aws -Arguments codestar-connections, delete-connection, --connection-arn, $arn
    $clock.Elapsed.TotalMilliseconds
}

$program, [string[]] $first = $pwsh
$first += '-NoProfile', '-NonInteractive', '-File'
$contenders = [ordered] @{
    'empty pwsh'                = { Measure-Process -WithoutPerson -Program $program -Arguments ($first + "$PSScriptRoot/Contenders/Nothing.ps1") }
    'the module, with its pwsh' = { Measure-Process -Program $program -Arguments ($first + @("$PSScriptRoot/Contenders/Journey.ps1", (Get-NextName), $sandbox.Role, $sandbox.Bucket, $sandbox.Project)) }
}
if ($python) {
    $measureBoto = {
        param([string] $Checks)
        $name = Get-NextName
        $role = $sandbox.Role.Split('/')[-1]
        Measure-Process -Program $python -Arguments (@("$PSScriptRoot/Contenders/journey.py", $sandbox.Url, $name, (Get-Declaration -Name $name -Arn CONNECTION_ARN), $role) + @($Checks ? $Checks : @()))
    }
    $contenders['boto3 with its Python, the same 26 calls'] = { & $measureBoto checks }
    $contenders['boto3 with its Python, only 8 calls'] = { & $measureBoto }
}

if ($aws) {
    $contenders['AWS CLI, 8 processes'] = { Measure-AwsCli }
}

$sandbox = Start-SandboxServer -Pwsh $pwsh -ModulePath $ModulePath
try {
    $env:AWS_ENDPOINT_URL = $sandbox.Url
    $env:AWS_ACCESS_KEY_ID = $sandbox.Key
    $env:AWS_SECRET_ACCESS_KEY = $sandbox.Value
    $results = Measure-InTurn -Contender $contenders -Samples $Samples
}
finally {
    Stop-Server -Server $sandbox
}

$medians = [ordered] @{}
foreach ($name in $results.Keys) {
    $medians[$name] = Get-Median -Value $results[$name]
}

$own = $medians['the module, with its pwsh'] - $medians['empty pwsh']
$medians = [ordered] @{ 'the module, less an empty pwsh' = $own } + $medians
$rows = foreach ($name in $medians.Keys) {
    [ordered] @{ 'contender' = $name; 'median (ms)' = [Math]::Round($medians[$name]); 'ratio' = [Math]::Round($medians[$name] / $own, 2) }
}

# Without boto3 there is no goal to compare with.
$figures = @(
    if ($python) {
        New-Figure -Name 'Journey, more than an empty pwsh' -Measured $own -Goal ([Math]::Round($medians['boto3 with its Python, the same 26 calls'])) -Unit ms
    }
)
Write-Result -Folder $ResultFolder -Benchmark Journey -Table @{ journey = $rows } -Figure $figures
