#Requires -Version 7.4
# Plants every kind of secret of SecretKinds.psd1 in every place where a user can write it, and reads every way out. Each cell has its own secret, so a leak names
# its kind and place.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $table = Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/SecretKinds.psd1"
    $kinds = @($table.Texts.Kind) + $table.Commands.Kind + $table.Yaml.Kind + $table.Names + $table.Callers + $table.Secure.ForEach({ "SecureString of the $_" })
    $places = @($table.Places) + $table.ValuePlaces + $table.CommandPlaces + $table.NamePlaces + $table.Callers + $table.Secure | Select-Object -Unique
}

Describe 'Kinds of secrets' {
    BeforeAll {
        . "$PSScriptRoot/Support.ps1"
        $table = Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/SecretKinds.psd1"
        $seen = Invoke-FreshSession -Arguments @{ Module = $moduleFolder; Table = $table } -Script {
            param($Module, $Table)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "kinds-$([guid]::NewGuid().ToString('N'))"
            $null = New-Item -ItemType Directory -Path $folder
            Set-Location -LiteralPath $folder
            $null = Start-Transcript -LiteralPath "$folder/transcript.txt"
            $cells = [Collections.Generic.Dictionary[string, object]]::new()
            $records = [Collections.Generic.Dictionary[string, int]]::new()
            $leaks = [Collections.Generic.List[object]]::new()

            # The secret of a cell: letters and digits, as long as a token.
            function New-Secret([string] $Kind, [string] $Place) {
                $secret = 'Zk{0:d5}q7Kd93jf8Lmx02Bvn61TwRyUe5GhJc4' -f $cells.Count
                $cells[$secret] = @{ Kind = $Kind; Place = $Place }
                $secret
            }

            function Find-Secret([string] $Text, [string] $Way) {
                foreach ($match in [regex]::Matches($Text, 'Zk\d{5}q7Kd93jf8Lmx')) {
                    $secret = $match.Value + '02Bvn61TwRyUe5GhJc4'
                    $line = $Text.Substring([Math]::Max(0, $match.Index - 120), [Math]::Min(200, $Text.Length - [Math]::Max(0, $match.Index - 120)))
                    $leaks.Add(@{ Kind = $cells[$secret].Kind; Place = $cells[$secret].Place; Way = $Way; Line = $line })
                }
            }

            # Runs a command and reads its streams and errors. Its objects are the data of the user.
            function Read-Way([string] $Place, [scriptblock] $Script, [object[]] $Each = @($null)) {
                $Error.Clear()
                $written = [Collections.Generic.List[string]]::new()

                # An error of binding ends a script, so each value has its own run.
                foreach ($v in $Each) {
                    try {
                        & $Script *>&1 | ForEach-Object {
                            if ($_ -is [Management.Automation.InformationalRecord] -or $_ -is [Management.Automation.InformationRecord] -or $_ -is [Management.Automation.ErrorRecord]) {
                                $written.Add("$_")
                            }
                        }
                    }
                    catch {
                        $written.Add("$_")
                    }
                }

                $failures = @($Error)
                $records[$Place] = $written.Count + $failures.Count + $(if ($records.ContainsKey($Place)) { $records[$Place] })
                Find-Secret -Text ($written -join "`n") -Way 'stream'
                if ($failures) {
                    Find-Secret -Text ($failures | Format-List -Property * -Force | Out-String -Width 4000) -Way 'Format-List of an error'
                    Find-Secret -Text ($failures | Out-String -Width 4000) -Way 'view of an error'
                    Find-Secret -Text ($failures | Select-Object -Property TargetObject, ErrorDetails, CategoryInfo, FullyQualifiedErrorId | ConvertTo-Json -Depth 2 -WarningAction Ignore) -Way 'JSON of an error'
                    foreach ($failure in $failures) {
                        for ($exception = if ($failure -is [Exception]) { $failure } else { $failure.Exception }; $exception; $exception = $exception.InnerException) {
                            Find-Secret -Text "$exception $($exception.Message) $($exception.Data.Values)" -Way 'exception'
                        }
                    }
                }
            }

            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $ErrorActionPreference = 'Continue'
            $sandbox = Start-BitbucketSandbox 3>$null 4>$null 5>$null
            $connection = New-BitbucketConnection -Name Live 3>$null 4>$null 5>$null | Complete-BitbucketSandboxConnection 4>$null 5>$null
            $connection = Get-BitbucketConnection -Name Live 4>$null 5>$null
            $base = @{ ConnectionArn = $connection.ConnectionArn; Repository = 'w/r'; Branch = 'main'; RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket }
            $null = New-BitbucketPipeline -Name Live @base -BuildProject $sandbox.BuildProject -ApprovalStage -Variable @{ LEVEL = 'x' } 3>$null 4>$null 5>$null 6>$null
            $arn = (Get-BitbucketPipeline -Name Live 4>$null 5>$null).PipelineArn
            $offline = @{ ConnectionArn = $connection.ConnectionArn; Repository = 'w/r'; Branch = 'main'; BuildProject = 'b'; DefinitionOnly = $true }
            $type = @{ category = 'Build'; owner = 'AWS'; provider = 'CodeBuild'; version = '1' }

            function Set-Fault([string] $Message) {
                Set-BitbucketSandboxFault -Operation GetPipeline -ErrorCode ValidationException -Message $Message -Count 1 4>$null 5>$null
            }

            # Commands with the value $v.
            $placeScripts = @{
                'name of a pipeline'           = { Get-BitbucketPipeline -Name $v }
                'name of a connection'         = { New-BitbucketConnection -Name $v }
                'ARN of a connection'          = { Get-BitbucketConnection -ConnectionArn $v }
                'ARN of a tag'                 = { Get-BitbucketTag $v }
                'repository'                   = { New-BitbucketPipeline p @offline -Repository $v }
                'branch'                       = { New-BitbucketPipeline p @offline -Branch $v }
                'Region'                       = { Get-BitbucketConnection -Region $v }
                'profile name'                 = { Get-BitbucketConnection -ProfileName $v }
                'stage name'                   = { Restart-BitbucketPipelineStage Live -StageName $v }
                'execution id'                 = { Get-BitbucketPipelineExecution Live -PipelineExecutionId $v }
                'token of a request'           = { Start-BitbucketPipeline Live -ClientRequestToken $v }
                'summary of an approval'       = { Approve-BitbucketPipelineAction Live -Summary $v -Confirm:$false }
                'reason of a stop'             = { Stop-BitbucketPipelineExecution Live -PipelineExecutionId 12345678-1234-1234-1234-123456789012 -Reason $v -Confirm:$false }
                'reason of a transition'       = { Disable-BitbucketPipelineTransition Live -StageName Build -Reason $v -Confirm:$false }
                'role'                         = { New-BitbucketPipeline p @offline -RoleArn $v }
                'bucket'                       = { New-BitbucketPipeline p @offline -ArtifactBucket $v }
                'key'                          = { New-BitbucketPipeline p @offline -ArtifactBucket b-u-c -EncryptionKeyId $v }
                'member of a hashtable'        = { New-BitbucketPipelineStage s -Action @{ name = 'a'; $v = 1 } }
                'value of a hashtable'         = { New-BitbucketPipelineStage s -Action @{ name = 'a'; actionTypeId = $type; runOrder = $v } }
                'definition file'              = {
                    @{ pipeline = @{ name = $v; roleArn = $v; $v = $v; stages = @(@{ name = $v; actions = @(@{ name = $v; actionTypeId = $type; runOrder = 1 }) }) } } | ConvertTo-Json -Depth 9 | Set-Content -LiteralPath "$folder/d.json"
                    New-BitbucketPipeline -DefinitionPath "$folder/d.json" -DefinitionOnly
                }
                'broken definition file'       = {
                    foreach ($text in "{`"pipeline`":{`"name`": $v", "{`"pipeline`":{`"name`": `"$v", "{$v}", $v) {
                        Set-Content -LiteralPath "$folder/d.json" -Value $text
                        New-BitbucketPipeline -DefinitionPath "$folder/d.json" -DefinitionOnly
                    }
                }
                'wrong type in a definition file' = {
                    @{ pipeline = @{ name = 'p'; version = $v; stages = $v } } | ConvertTo-Json -Depth 9 | Set-Content -LiteralPath "$folder/d.json"
                    New-BitbucketPipeline -DefinitionPath "$folder/d.json" -DefinitionOnly
                    @{ pipeline = @{ name = 'p'; stages = @(@{ name = @{ x = $v }; actions = $v }) } } | ConvertTo-Json -Depth 9 | Set-Content -LiteralPath "$folder/d.json"
                    New-BitbucketPipeline -DefinitionPath "$folder/d.json" -DefinitionOnly
                }
                'profile file'                 = {
                    Set-Content -LiteralPath "$folder/credentials" -Value "[p]`naws_access_key_id = AKIAIOSFODNN7EXAMPLE`n$v"
                    Get-BitbucketConnection -ProfileName p -ProfileLocation "$folder/credentials"
                }
                'answer of AWS'                = { Set-Fault -Message "Refused: $v"; Get-BitbucketPipeline -Name Live }
                'value that AWS repeats'       = { Set-Fault -Message "1 validation error detected: Value '$v' at 'name' failed to satisfy constraint: Member must have length less than or equal to 100"; Get-BitbucketPipeline -Name Live }
                'path of a file'               = { New-BitbucketPipeline -DefinitionPath $v -DefinitionOnly }
                'tag'                          = { Add-BitbucketTag $arn -Tag @{ note = $v } -WhatIf; Add-BitbucketTag $arn -Tag @{ note = $v } }
                'variable of a start'          = { Start-BitbucketPipeline Live -Variable @{ LEVEL = $v } -WhatIf; Start-BitbucketPipeline Live -Variable @{ LEVEL = $v } }
            }
            foreach ($place in $Table.Places) {
                $values = @(foreach ($kind in $Table.Texts) { $kind.Text -f (New-Secret -Kind $kind.Kind -Place $place) })
                Read-Way -Place $place -Script $placeScripts[$place] -Each $values
            }

            # Commands: a review, a new pipeline, the error of another definition, a change, and AWS's refusal.
            $commandsType = @{ category = 'Compute'; owner = 'AWS'; provider = 'Commands'; version = '1' }
            function New-CommandStage([string] $Place) {
                $lines = @(foreach ($kind in $Table.Commands) { $kind.Text -f (New-Secret -Kind $kind.Kind -Place $Place) })
                @{ name = 'Run'; actions = @(@{ name = 'Run'; actionTypeId = $commandsType; inputArtifacts = @(@{ name = 'SourceArtifact' }); commands = $lines }) }
            }

            $stage = New-CommandStage -Place review
            Read-Way -Place review -Script { New-BitbucketPipeline -Name Commands @base -Stage $stage -WhatIf }
            $stage = New-CommandStage -Place create
            Read-Way -Place create -Script { New-BitbucketPipeline -Name Commands @base -Stage $stage }
            $stage = New-CommandStage -Place difference
            Read-Way -Place difference -Script { New-BitbucketPipeline -Name Commands @base -Stage $stage -ReuseExisting }
            $stage = New-CommandStage -Place change
            $definition = New-BitbucketPipeline -Name Commands @base -Stage $stage -DefinitionOnly 3>$null 4>$null 5>$null
            $definition | Export-BitbucketPipeline -Path "$folder/commands.json" -Force 3>$null 4>$null 5>$null | Out-Null
            Read-Way -Place change -Script { Set-BitbucketPipeline Commands -DefinitionPath "$folder/commands.json" -WhatIf; Set-BitbucketPipeline Commands -DefinitionPath "$folder/commands.json" -Confirm:$false }
            foreach ($kind in $Table.Commands) {
                $command = $kind.Text -f (New-Secret -Kind $kind.Kind -Place 'value that AWS repeats')
                Read-Way -Place 'value that AWS repeats' -Script {
                    Set-Fault -Message "1 validation error detected: Value '$command' at 'pipeline.stages.2.member.actions.1.member.commands.1.member' failed to satisfy constraint: Member must have length less than or equal to 1000"
                    Get-BitbucketPipeline -Name Live
                }
            }

            # Values of a configuration: a review, a new pipeline, and the view of a list, also of commands.
            $lambda = @{ category = 'Invoke'; owner = 'AWS'; provider = 'Lambda'; version = '1' }
            foreach ($kind in $Table.Yaml + $Table.Commands) {
                $value = $kind.Text -f (New-Secret -Kind $kind.Kind -Place 'value of a configuration')
                $stage = @{ name = 'Call'; actions = @(@{ name = 'Call'; actionTypeId = $lambda; configuration = @{ FunctionName = 'f'; UserParameters = $value } }) }
                Read-Way -Place 'value of a configuration' -Script { New-BitbucketPipeline -Name Values @base -Stage $stage -WhatIf }
                $value = $kind.Text -f (New-Secret -Kind $kind.Kind -Place 'view of a list')
                $stage = @{ name = 'Call'; actions = @(
                        @{ name = 'Call'; actionTypeId = $lambda; configuration = @{ FunctionName = 'f'; UserParameters = $value } }
                        @{ name = 'Run'; actionTypeId = $commandsType; inputArtifacts = @(@{ name = 'SourceArtifact' }); commands = @($(if ($kind -in $Table.Commands) { $value } else { 'ls' })) }
                    )
                }
                $definition = New-BitbucketPipeline -Name Values @base -Stage $stage -DefinitionOnly 3>$null 4>$null 5>$null
                $view = $definition.Stages[1].Actions | Format-List | Out-String -Width 4000
                $records['view of a list'] = $records['view of a list'] + $view.Length
                Find-Secret -Text $view -Way 'Format-List'
            }

            # Names.
            function New-Named([string] $Place) {
                foreach ($name in $Table.Names) {
                    @{ Name = $name; Value = New-Secret -Kind $name -Place $Place }
                }
            }

            $custom = @{ category = 'Build'; owner = 'Custom'; provider = 'Mine'; version = '1' }
            $input1 = @(@{ name = 'SourceArtifact' })
            $configured = @(foreach ($one in New-Named -Place configuration) { @{ name = "A$(New-Guid)"; actionTypeId = $custom; inputArtifacts = $input1; configuration = @{ $one.Name = $one.Value } } })
            $variables = ConvertTo-Json -InputObject @(foreach ($one in New-Named -Place 'build variable') { @{ name = $one.Name; value = $one.Value; type = 'PLAINTEXT' } }) -Compress
            $parameters = @{}
            foreach ($one in New-Named -Place 'user parameter') { $parameters["$($one.Name)$($parameters.Count)"] = $one.Value }
            $overrides = @{}
            foreach ($one in New-Named -Place 'parameter override') { $overrides["$($one.Name)$($overrides.Count)"] = $one.Value }
            $named = @(
                @{ name = 'Build'; actions = @(@{ name = 'Build'; actionTypeId = $type; inputArtifacts = $input1; configuration = @{ ProjectName = $sandbox.BuildProject; EnvironmentVariables = $variables } }) }
                @{ name = 'Call'; actions = @(@{ name = 'Call'; actionTypeId = @{ category = 'Invoke'; owner = 'AWS'; provider = 'Lambda'; version = '1' }; configuration = @{ FunctionName = 'f'; UserParameters = ($parameters | ConvertTo-Json -Compress) } }) }
                @{
                    name    = 'Stack'
                    actions = @(@{
                            name = 'Stack'; actionTypeId = @{ category = 'Deploy'; owner = 'AWS'; provider = 'CloudFormation'; version = '1' }; inputArtifacts = $input1
                            configuration = @{ ActionMode = 'CREATE_UPDATE'; StackName = 's'; TemplatePath = 'SourceArtifact::t.yaml'; RoleArn = $sandbox.ServiceRoleArn; ParameterOverrides = ($overrides | ConvertTo-Json -Compress) }
                        })
                }
            )
            $own = @{}
            foreach ($one in New-Named -Place 'pipeline variable') { $own["$($one.Name)".Replace('.', '_') + $(if ($own.ContainsKey("$($one.Name)".Replace('.', '_'))) { "_$($own.Count)_PASSWORD" })] = $one.Value }
            $tags = @{}
            foreach ($one in New-Named -Place tag) { $tags[$one.Name + $(if ($tags.ContainsKey($one.Name)) { "-$($tags.Count)" })] = $one.Value }
            $names = @{ Variable = $own; Tag = $tags }
            Read-Way -Place configuration -Script {
                New-BitbucketPipeline -Name Configured @base -Stage @{ name = 'Custom'; actions = $configured } -WhatIf
                New-BitbucketPipeline -Name Configured @base -Stage @{ name = 'Custom'; actions = $configured }
            }
            foreach ($place in 'build variable', 'user parameter', 'parameter override', 'pipeline variable', 'tag') {
                $records[$place] = 0
            }
            Read-Way -Place 'build variable' -Script {
                New-BitbucketPipeline -Name Named @base -Stage $named @names -WhatIf
                New-BitbucketPipeline -Name Named @base -Stage $named @names
                New-BitbucketPipeline -Name Named @base -Stage @($named[0], $named[1]) -ReuseExisting
                Set-BitbucketPipeline -Name Named -Variable @{ LEVEL = 'x' } -WhatIf
                Test-BitbucketPipeline Named
                Get-BitbucketPipelineExecution Named -IncludeAction
            }
            $isCreated = @(Get-BitbucketPipeline -Name Named 4>$null 5>$null).Count -eq 1
            foreach ($place in 'user parameter', 'parameter override', 'pipeline variable', 'tag') {
                $records[$place] = $records['build variable']
            }
            $map = '{' + ((New-Named -Place 'map that AWS repeats').ForEach({ "$($_.Name)=$($_.Value) and $($_.Value)" }) -join ', ') + ', Branch=main}'
            Read-Way -Place 'map that AWS repeats' -Script {
                Set-Fault -Message "1 validation error detected: Value '$map' at 'pipeline.stages.1.member.actions.1.member.configuration' failed to satisfy constraint: Map value must satisfy constraint"
                Get-BitbucketPipeline -Name Live
            }

            # Secrets of the caller.
            $key = @{ AccessKey = 'AKIAIOSFODNN7EXAMPLE' }
            $callerScripts = @{
                '-SecretKey'                       = { Get-BitbucketConnection @key -SecretKey $s }
                '-SecretKey as a SecureString'     = { Get-BitbucketConnection @key -SecretKey ([Net.NetworkCredential]::new('', $s).SecurePassword) }
                '-SessionToken'                    = { Get-BitbucketConnection @key -SecretKey 'x' -SessionToken $s }
                '-SessionToken as a SecureString'  = { Get-BitbucketConnection @key -SecretKey 'x' -SessionToken ([Net.NetworkCredential]::new('', $s).SecurePassword) }
                '-Credential'                      = { Get-BitbucketConnection -Credential ([pscredential]::new('AKIAIOSFODNN7EXAMPLE', [Net.NetworkCredential]::new('', $s).SecurePassword)) }
                'user and password of -EndpointUrl' = { New-BitbucketConnection -Name Other -EndpointUrl "http://me:$s@127.0.0.1:$($sandbox.Port)/"; Get-BitbucketPipeline nope -EndpointUrl "http://me:$s@127.0.0.1:$($sandbox.Port)/" }
                'user and password of -EndpointUrl with a wrong scheme' = { Get-BitbucketPipeline nope -EndpointUrl "ftp://me:$s@127.0.0.1/" }
                'environment variable AWS_SECRET_ACCESS_KEY' = { $env:AWS_SECRET_ACCESS_KEY = $s; Get-BitbucketConnection -Name nope }
                'environment variable AWS_SESSION_TOKEN' = { $env:AWS_SESSION_TOKEN = $s; Get-BitbucketConnection -Name nope }
                'user and password of AWS_ENDPOINT_URL' = { $env:AWS_ENDPOINT_URL = "http://me:$s@127.0.0.1:$($sandbox.Port)"; Get-BitbucketPipeline nope; $env:AWS_ENDPOINT_URL = "htt://me:$s@127.0.0.1"; Get-BitbucketPipeline nope }
                'proxy'                            = { $env:HTTP_PROXY = $env:HTTPS_PROXY = "http://me:$s@127.0.0.1:1/"; $env:NO_PROXY = 'x'; Get-BitbucketPipeline nope -EndpointUrl http://192.0.2.1:1/ }
                'profile'                          = {
                    Set-Content -LiteralPath "$folder/credentials" -Value "[p]`naws_access_key_id = AKIAIOSFODNN7EXAMPLE`naws_secret_access_key = $s`naws_session_token = $s"
                    Get-BitbucketConnection -ProfileName p -ProfileLocation "$folder/credentials"
                }
                'broken line of a profile'         = {
                    Set-Content -LiteralPath "$folder/credentials" -Value "[p]`naws_access_key_id = AKIAIOSFODNN7EXAMPLE`naws_secret_access_key $s`n[broken $s"
                    Get-BitbucketConnection -ProfileName p -ProfileLocation "$folder/credentials"
                }
                'output of credential_process'     = {
                    Set-Content -LiteralPath "$folder/process.ps1" -Value "'{`"Version`":1,`"AccessKeyId`":`"A`",`"SecretAccessKey`":`"$s`" broken $s'"
                    Set-Content -LiteralPath "$folder/credentials" -Value "[p]`ncredential_process = $process $folder/process.ps1"
                    Get-BitbucketConnection -ProfileName p -ProfileLocation "$folder/credentials"
                }
                'errors of credential_process'     = {
                    Set-Content -LiteralPath "$folder/process.ps1" -Value "[Console]::Error.WriteLine('token=$s'); exit 1"
                    Set-Content -LiteralPath "$folder/credentials" -Value "[p]`ncredential_process = $process $folder/process.ps1"
                    Get-BitbucketConnection -ProfileName p -ProfileLocation "$folder/credentials"
                }
            }
            $process = if ((Split-Path -Path ([Environment]::ProcessPath) -LeafBase) -eq 'dotnet') { "`"$([Environment]::ProcessPath)`" `"$PSHOME/pwsh.dll`" -NoProfile -File" } else { "`"$([Environment]::ProcessPath)`" -NoProfile -File" }
            $variables = 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'
            $kept = @{}
            foreach ($name in $variables) { $kept[$name] = [Environment]::GetEnvironmentVariable($name) }
            foreach ($caller in $Table.Callers) {
                $s = New-Secret -Kind $caller -Place $caller
                Read-Way -Place $caller -Script $callerScripts[$caller]
                foreach ($name in $variables) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
            }

            # A SecureString, through every way that PowerShell shows an object.
            foreach ($kind in $Table.Secure) {
                $s = [Net.NetworkCredential]::new('', (New-Secret -Kind "SecureString of the $kind" -Place $kind)).SecurePassword
                $action = New-BitbucketPipelineAction Custom -CodeBuildProject $sandbox.BuildProject -InputArtifact SourceArtifact -Configuration @{ EnvironmentVariables = $s } 4>$null 5>$null
                $made = switch ($kind) {
                    'action' { $action }
                    'rule' { New-BitbucketPipelineRule r -LambdaFunction f -Configuration @{ UserParameters = $s } 4>$null 5>$null }
                    'stage' { New-BitbucketPipelineStage Build -Action $action 4>$null 5>$null }
                    'definition' { New-BitbucketPipeline -Name Secure @base -Stage @{ name = 'Build'; actions = @($action) } -DefinitionOnly 3>$null 4>$null 5>$null }
                }
                $made | Export-Clixml -LiteralPath "$folder/made.xml" -Depth 9
                $texts = @(
                    "$made"; $made.ToString(); $made | Out-String -Width 4000; $made | Format-List -Property * -Force | Out-String -Width 4000; $made | Format-Table -Property * -Force | Out-String -Width 4000
                    $made | Format-Custom -Depth 12 | Out-String -Width 4000; $made | ConvertTo-Json -Depth 12; $made | ConvertTo-Csv; $made | ConvertTo-Xml -Depth 12 -As String
                    Get-Content -LiteralPath "$folder/made.xml" -Raw; [Management.Automation.PSSerializer]::Serialize($made, 12)
                )
                if ($kind -eq 'definition') {
                    $texts += foreach ($format in 'Json', 'CloudFormation', 'Terraform', 'Mermaid') { $made | Export-BitbucketPipeline -Format $format 3>$null 4>$null 5>$null }
                    Read-Way -Place $kind -Script { $made | New-BitbucketPipeline -WhatIf; $made | New-BitbucketPipeline; $made | New-BitbucketPipeline -ReuseExisting }
                    $live = Get-BitbucketPipeline -Name Secure 4>$null 5>$null
                    $texts += $live.Stages[1].Actions[0].Configuration | Out-String
                    $texts += $live | ConvertTo-Json -Depth 12
                    $Error.Clear()
                    $copied = Import-Clixml -LiteralPath "$folder/made.xml" | New-BitbucketPipeline -Name Copied -ErrorAction SilentlyContinue 3>$null 4>$null 5>$null
                    $copy = @{ IsCreated = $null -ne $copied; Id = $Error[0].FullyQualifiedErrorId; Message = "$($Error[0])"; Live = $live.Stages[1].Actions[0].Configuration['EnvironmentVariables'] }
                }

                $records[$kind] = $texts.Count
                Find-Secret -Text ($texts -join "`n") -Way 'view or serialization'
            }

            $VerbosePreference = $DebugPreference = 'SilentlyContinue'
            Stop-BitbucketSandbox
            $null = Stop-Transcript
            Find-Secret -Text (Get-Content -LiteralPath "$folder/transcript.txt" -Raw) -Way 'transcript'
            $transcript = (Get-Content -LiteralPath "$folder/transcript.txt" -Raw).Length
            Set-Location -LiteralPath ([IO.Path]::GetTempPath())
            Remove-Item -LiteralPath $folder -Recurse -Force
            @{ Leaks = $leaks.ToArray(); Records = $records; Cells = $cells.Count; IsCreated = $isCreated; Copy = $copy; Transcript = $transcript }
        }

        function Get-Leak([string] $Name, [string] $Of) {
            $found = @($seen.Leaks | Where-Object { $_[$Name] -eq $Of })
            ($found | Select-Object -First 3 | ForEach-Object { "$($_.Kind) in $($_.Place), $($_.Way): $($_.Line)" }) -join "`n"
        }
    }

    It '<_> is shown in no place' -ForEach $kinds {
        Get-Leak -Name Kind -Of $_ | Should -BeNullOrEmpty
    }

    It '<_> is a place with output, and no kind is shown there' -ForEach $places {
        $seen.Records[$_] | Should -BeGreaterThan 0
        Get-Leak -Name Place -Of $_ | Should -BeNullOrEmpty
    }

    It 'the table has at least 60 kinds and 50 places, and each combination has its own secret' {
        $table.Texts.Count + $table.Commands.Count + $table.Names.Count + $table.Callers.Count + $table.Secure.Count | Should -BeGreaterOrEqual 60
        $table.Places.Count + $table.CommandPlaces.Count + $table.NamePlaces.Count + $table.Callers.Count | Should -BeGreaterOrEqual 50
        $seen.Cells | Should -Be ($table.Texts.Count * $table.Places.Count + $table.Commands.Count * $table.CommandPlaces.Count + $table.Names.Count * $table.NamePlaces.Count + ($table.Yaml.Count + $table.Commands.Count) * $table.ValuePlaces.Count + $table.Callers.Count + $table.Secure.Count)
        $seen.IsCreated | Should -BeTrue
        $seen.Transcript | Should -BeGreaterThan 1000
    }

    It 'a copy of a definition that has only the asterisks is an error, and nothing is created' {
        $seen.Copy.IsCreated | Should -BeFalse
        $seen.Copy.Id | Should -BeLike 'HiddenSecret*'
        $seen.Copy.Message | Should -BeLike '*is never written to AWS*'
        $seen.Copy.Live | Should -Be '****'
    }

    It 'what is shown by design is in the help with its reason' {
        $help = Get-Content -LiteralPath "$repositoryRoot/docs/en-US/about_BitbucketConnections_Authentication.md" -Raw
        $text = $help -replace '\s+', ' '
        foreach ($entry in $table.ByDesign) {
            $text | Should -BeLike "*$([WildcardPattern]::Escape($entry.Shown)): *" -Because $entry.Shown
            $text | Should -BeLike "*$([WildcardPattern]::Escape($entry.Reason))*" -Because $entry.Reason
        }
    }
}
