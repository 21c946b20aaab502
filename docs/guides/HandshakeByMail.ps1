#Requires -Version 7.4
<#
.SYNOPSIS
Creates a connection, asks a person by chat or mail to complete it, waits, and creates the pipeline. You can run it again at any time.
See handshake-by-mail.md.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ConnectionName,

    [Parameter(Mandatory)]
    [string] $PipelineName,

    [Parameter(Mandatory)]
    [string] $Repository,

    [Parameter(Mandatory)]
    [string] $Branch,

    [Parameter(Mandatory)]
    [string] $BuildProject,

    [Parameter(Mandatory)]
    [string] $Region,

    # Everybody who has the URL can post, so it is a secret.
    [securestring] $WebhookUrl,

    [string] $MailPath,

    [ValidateRange(0, 8760)]
    [double] $RemindAfterHours = 24,

    [ValidateRange(1, 86400)]
    [int] $TimeoutSeconds = 3600,

    [ValidateRange(1, 300)]
    [int] $PollIntervalSeconds = 30
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$askedTag = 'handshake-asked-at'

function Send-ChatMessage {
    param([string] $Text)
    $request = @{
        Method      = 'Post'
        ContentType = 'application/json; charset=utf-8'
        Body        = @{ text = $Text } | ConvertTo-Json
        TimeoutSec  = 30
        # Verbose and debug output would contain the URL.
        Verbose     = $false
        Debug       = $false
    }
    try {
        $null = Invoke-RestMethod @request -Uri (ConvertFrom-SecureString -SecureString $WebhookUrl -AsPlainText)
        return
    }
    catch {
        $response = $_.Exception.PSObject.Properties['Response']
        $reason = $response -and $response.Value ? "status $([int] $response.Value.StatusCode)" : $_.Exception.GetType().Name
    }

    # Throw outside the catch block, so that the error does not include the first one, whose request contains the URL.
    throw "The message could not be posted to the webhook ($reason)."
}

# Gets the time of the last request to a person; nothing if there was none.
function Get-AskedTime {
    param([BitbucketConnections.Connection] $Connection)
    $tags = (Get-BitbucketConnection -ConnectionArn $Connection.ConnectionArn -IncludeTag).Tags
    if ($tags -and $tags.ContainsKey($askedTag)) {
        [datetimeoffset]::Parse($tags[$askedTag], [cultureinfo]::InvariantCulture)
    }
}

function Request-Handshake {
    param([BitbucketConnections.Connection] $Connection)
    $asked = Get-AskedTime -Connection $Connection
    if ($asked -and ([datetimeoffset]::UtcNow - $asked).TotalHours -lt $RemindAfterHours) {
        return
    }

    $text = "The connection '$($Connection.ConnectionName)' to Bitbucket must be completed.`n`n$($Connection.NextStep)`n`n$($Connection.ConsoleUrl)"
    if ($WebhookUrl) {
        Send-ChatMessage -Text $text
    }

    if ($MailPath) {
        Set-Content -LiteralPath $MailPath -Value "Subject: Please complete the connection '$($Connection.ConnectionName)'`n`n$text"
    }

    # Set the tag last: if the message was not sent, the next run sends it.
    Add-BitbucketTag -ResourceArn $Connection.ConnectionArn -Tag @{ $askedTag = [datetimeoffset]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture) }
}

if (-not $WebhookUrl -and -not $MailPath) {
    throw 'No recipient for the request. Specify -WebhookUrl, -MailPath or both.'
}

Import-Module -Name BitbucketConnections
$connection = New-BitbucketConnection -Name $ConnectionName -Region $Region -ReuseExisting -WarningAction SilentlyContinue
if ($connection.ConnectionStatus -eq 'PENDING') {
    Request-Handshake -Connection $connection
}

# Nobody can complete a connection in ERROR: the wait ends with that error.
if ($connection.ConnectionStatus -ne 'AVAILABLE') {
    $connection = $connection | Wait-BitbucketConnection -TimeoutSeconds $TimeoutSeconds -PollIntervalSeconds $PollIntervalSeconds -WarningAction SilentlyContinue
}

$settings = @{
    Name          = $PipelineName
    ConnectionArn = $connection.ConnectionArn
    Repository    = $Repository
    Branch        = $Branch
    BuildProject  = $BuildProject
    Region        = $Region
}
New-BitbucketPipeline @settings -ReuseExisting
