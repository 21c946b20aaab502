#Requires -Version 7.4
# The commands of StoppedCommands.psd1 and what they need. Wait.ps1 is loaded before.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The cmdlets that call AWS. Those of the sandbox answer for it.
function Get-CallingCmdlet {
    $base = [BitbucketConnections.Commands.Base.ServiceCommand]
    @(Get-Command -Module BitbucketConnections).Where({ $base.IsAssignableFrom($_.ImplementingType) -and $_.Noun -notlike 'BitbucketSandbox*' }).Name | Sort-Object
}

function Get-StoppedCommand {
    (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/StoppedCommands.psd1").Commands
}

# Values with the right form, for an endpoint that never answers.
function Get-SampleVariable {
    @{
        arn         = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f'
        association = 'arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555'
        execution   = '11111111-2222-4333-8444-555555555555'
        roleName    = 'my-role'
        project     = 'my-build'
    }
}

# Starts a sandbox in which each command has something to do. Returns the variables of the commands.
function Start-StoppedSandbox {
    $sandbox = Start-BitbucketSandbox -AllowReviewerAssociation
    $arn = (New-BitbucketConnection -Name Web -Tag @{ owner = 'me' } -WarningAction SilentlyContinue).ConnectionArn
    Complete-BitbucketSandboxConnection -ConnectionArn $arn
    $own = @{ ConnectionArn = $arn; Repository = 'w/r'; Branch = 'main' }
    $all = $own + @{ RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket }
    $null = New-BitbucketPipeline @own -Name Own -BuildProject $sandbox.BuildProject
    $null = New-BitbucketPipeline @all -Name Shop -BuildProject $sandbox.BuildProject
    $null = Start-BitbucketPipeline -PipelineName Shop
    $null = New-BitbucketPipeline @all -Name Approval -BuildProject $sandbox.BuildProject -ApprovalStage -DeployBucket $sandbox.ArtifactBucket
    $action = New-BitbucketPipelineAction -Name Build -CodeBuildProject $sandbox.BuildProject
    $rule = New-BitbucketPipelineRule -Name Release -Variable '#{SourceVariables.BranchName}' -Operator EQ -Value release
    $null = New-BitbucketPipeline @all -Name Gated -Stage (New-BitbucketPipelineStage -Name Build -Action $action -OnSuccessRule $rule)
    Set-BitbucketSandboxFault -PipelineName Failed -StageName Build -ActionStatus Failed -Count 1
    $null = New-BitbucketPipeline @all -Name Failed -BuildProject $sandbox.BuildProject
    @{
        arn         = $arn
        association = (New-BitbucketReviewerAssociation -Repository w/r -ConnectionArn $arn -WarningAction SilentlyContinue).AssociationArn
        execution   = @(Get-BitbucketPipelineExecution -PipelineName Approval)[0].PipelineExecutionId
        roleName    = $sandbox.ServiceRoleArn.Split('/')[-1]
        project     = $sandbox.BuildProject
    }
}

# Starts a command in a runspace of its own, with variables.
function Start-Command {
    param([string] $Command, [hashtable] $Variable)
    $state = [initialsessionstate]::CreateDefault2()
    foreach ($name in $Variable.Keys) {
        $state.Variables.Add([Management.Automation.Runspaces.SessionStateVariableEntry]::new($name, $Variable[$name], ''))
    }

    $shell = [powershell]::Create($state)
    $null = $shell.AddScript("Import-Module -Name Microsoft.PowerShell.Utility, BitbucketConnections; $Command")
    $output = [Management.Automation.PSDataCollection[psobject]]::new()
    $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
    @{ Shell = $shell; Output = $output }
}
