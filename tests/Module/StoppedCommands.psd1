# A command of each cmdlet that calls AWS, for the tests that stop it: Stop.Tests.ps1, and tests/Reliability/Stops.ps1. The variables are those of
# StoppedCommands.ps1.
@{
    Commands = @(
        @{ Cmdlet = 'Add-BitbucketTag'; Arguments = '$arn @{ team = "web" }' }
        @{ Cmdlet = 'Approve-BitbucketPipelineAction'; Arguments = 'Approval -Summary seen -Confirm:$false' }
        @{ Cmdlet = 'Deny-BitbucketPipelineAction'; Arguments = 'Approval -Summary seen -Confirm:$false' }
        @{ Cmdlet = 'Disable-BitbucketPipelineTransition'; Arguments = 'Shop Build -Reason wait' }
        @{ Cmdlet = 'Enable-BitbucketPipelineTransition'; Arguments = 'Shop Build' }
        @{ Cmdlet = 'Export-BitbucketPipeline'; Arguments = 'Shop' }
        @{ Cmdlet = 'Get-BitbucketConnection'; Arguments = '' }
        @{ Cmdlet = 'Get-BitbucketConnectionUsage'; Arguments = '$arn -Region us-east-1, eu-west-1' }
        @{ Cmdlet = 'Get-BitbucketPipeline'; Arguments = 'Shop, Failed, Gated' }
        @{ Cmdlet = 'Get-BitbucketPipelineExecution'; Arguments = 'Shop' }
        @{ Cmdlet = 'Get-BitbucketPipelineLog'; Arguments = 'Shop' }
        @{ Cmdlet = 'Get-BitbucketPipelineRuleExecution'; Arguments = 'Gated' }
        @{ Cmdlet = 'Get-BitbucketPipelineState'; Arguments = 'Shop' }
        @{ Cmdlet = 'Get-BitbucketReviewerAssociation'; Arguments = '' }
        @{ Cmdlet = 'Get-BitbucketServiceRolePolicy'; Arguments = '-PipelineName Shop -ConnectionName Web -ArtifactBucket my-artifacts' }
        @{ Cmdlet = 'Get-BitbucketTag'; Arguments = '$arn' }
        @{ Cmdlet = 'Grant-BitbucketConnectionAccess'; Arguments = '$arn -RoleName $roleName' }
        @{ Cmdlet = 'New-BitbucketConnection'; Arguments = 'New' }
        @{ Cmdlet = 'New-BitbucketPipeline'; Arguments = '-Name New -ConnectionArn $arn -Repository w/r -Branch main -BuildProject $project' }
        @{ Cmdlet = 'New-BitbucketReviewerAssociation'; Arguments = '-Repository w/new -ConnectionArn $arn' }
        @{ Cmdlet = 'New-BitbucketServiceRole'; Arguments = 'New -ConnectionArn $arn -ArtifactBucket my-artifacts' }
        @{ Cmdlet = 'Open-BitbucketConnection'; Arguments = '$arn' }
        @{ Cmdlet = 'Remove-BitbucketConnection'; Arguments = '$arn -Force -Confirm:$false' }
        @{ Cmdlet = 'Remove-BitbucketPipeline'; Arguments = 'Own -RemoveServiceRole -Confirm:$false' }
        @{ Cmdlet = 'Remove-BitbucketReviewerAssociation'; Arguments = '-AssociationArn $association -Confirm:$false' }
        @{ Cmdlet = 'Remove-BitbucketTag'; Arguments = '$arn owner -Confirm:$false' }
        @{ Cmdlet = 'Repair-BitbucketPipeline'; Arguments = 'Failed -Confirm:$false' }
        @{ Cmdlet = 'Restart-BitbucketPipelineStage'; Arguments = 'Failed' }
        @{ Cmdlet = 'Set-BitbucketPipeline'; Arguments = 'Own -Branch develop' }
        @{ Cmdlet = 'Skip-BitbucketPipelineCondition'; Arguments = 'Gated' }
        @{ Cmdlet = 'Start-BitbucketPipeline'; Arguments = 'Shop -Wait' }
        @{ Cmdlet = 'Stop-BitbucketPipelineExecution'; Arguments = 'Approval $execution -Abandon -Confirm:$false' }
        @{ Cmdlet = 'Test-BitbucketConnection'; Arguments = '$arn' }
        @{ Cmdlet = 'Test-BitbucketPipeline'; Arguments = 'Shop' }
        @{ Cmdlet = 'Test-BitbucketPipelineTrigger'; Arguments = 'Shop -Branch main' }
        @{ Cmdlet = 'Undo-BitbucketPipelineStage'; Arguments = 'Shop Build -Confirm:$false' }
        @{ Cmdlet = 'Wait-BitbucketConnection'; Arguments = '$arn' }
        @{ Cmdlet = 'Wait-BitbucketPipelineExecution'; Arguments = 'Shop' }
        @{ Cmdlet = 'Wait-BitbucketReviewerAssociation'; Arguments = '-AssociationArn $association' }
    )
}
