#Requires -Version 7.4
<#
.SYNOPSIS
The journey with the module: from a new connection to its removal. Writes the ARN of the connection, and continues when a person has completed it.
#>
param($Name, $Role, $Bucket, $Project)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name BitbucketConnections
$connection = New-BitbucketConnection -Name $Name -WarningAction Ignore
[Console]::Out.WriteLine($connection.ConnectionArn)
$null = [Console]::In.ReadLine()
$connection = Get-BitbucketConnection -ConnectionArn $connection.ConnectionArn | Wait-BitbucketConnection -PollIntervalSeconds 1
$null = $connection | New-BitbucketPipeline -Name $Name -Repository my-workspace/my-repo -Branch main -BuildProject $Project -RoleArn $Role -ArtifactBucket $Bucket -Confirm:$false
$null = Start-BitbucketPipeline -PipelineName $Name
$null = Get-BitbucketPipelineExecution -PipelineName $Name
Remove-BitbucketPipeline -PipelineName $Name -Confirm:$false
Remove-BitbucketConnection -ConnectionArn $connection.ConnectionArn -Force -Confirm:$false
