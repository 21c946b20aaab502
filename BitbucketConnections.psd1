@{
    RootModule             = 'lib/BitbucketConnections.dll'
    ModuleVersion          = '0.2.0'
    GUID                   = '6b0f4c1e-3f0a-4a57-9d3e-0d1d5c8a7e21'
    Author                 = 'The BitbucketConnections authors'
    CompanyName            = 'BitbucketConnections'
    Copyright              = '(c) 2026 The BitbucketConnections authors. MIT License.'
    Description            = 'Creates AWS connections to Bitbucket (CodeStar Connections, CodeConnections) and the CodePipeline pipelines that use them, waits for them, and removes them. Comes with a local sandbox that speaks the AWS wire protocol.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('lib/BitbucketConnections.Format.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Add-BitbucketTag'
        'Approve-BitbucketPipelineAction'
        'Complete-BitbucketSandboxConnection'
        'Deny-BitbucketPipelineAction'
        'Disable-BitbucketPipelineTransition'
        'Enable-BitbucketPipelineTransition'
        'Export-BitbucketPipeline'
        'Get-BitbucketConnection'
        'Get-BitbucketConnectionUsage'
        'Get-BitbucketPipeline'
        'Get-BitbucketPipelineExecution'
        'Get-BitbucketPipelineRuleExecution'
        'Get-BitbucketPipelineState'
        'Get-BitbucketReviewerAssociation'
        'Get-BitbucketSandbox'
        'Get-BitbucketServiceRolePolicy'
        'Get-BitbucketTag'
        'Grant-BitbucketConnectionAccess'
        'Invoke-BitbucketSandboxPush'
        'New-BitbucketConnection'
        'New-BitbucketPipeline'
        'New-BitbucketPipelineAction'
        'New-BitbucketPipelineRule'
        'New-BitbucketPipelineStage'
        'New-BitbucketPipelineTrigger'
        'New-BitbucketReviewerAssociation'
        'New-BitbucketServiceRole'
        'Open-BitbucketConnection'
        'Remove-BitbucketConnection'
        'Remove-BitbucketPipeline'
        'Remove-BitbucketReviewerAssociation'
        'Remove-BitbucketTag'
        'Restart-BitbucketPipelineStage'
        'Set-BitbucketPipeline'
        'Set-BitbucketSandboxFault'
        'Skip-BitbucketPipelineCondition'
        'Start-BitbucketPipeline'
        'Start-BitbucketSandbox'
        'Stop-BitbucketPipelineExecution'
        'Stop-BitbucketSandbox'
        'Test-BitbucketConnection'
        'Test-BitbucketPipeline'
        'Test-BitbucketPipelineTrigger'
        'Undo-BitbucketPipelineStage'
        'Wait-BitbucketConnection'
        'Wait-BitbucketPipelineExecution'
        'Wait-BitbucketReviewerAssociation'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'Bitbucket', 'CodePipeline', 'CodeConnections', 'CodeStar', 'CICD', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://github.com/BitbucketConnections/BitbucketConnections'
            Prerelease   = 'preview'
            ReleaseNotes = 'See docs/CHANGELOG.md in the package.'
        }
    }
}
