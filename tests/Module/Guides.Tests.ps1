#Requires -Version 7.4
# The scripts of docs/guides. Each runs in a separate pwsh, as a scheduler starts it, with the sandbox of this process.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $pages = Get-ChildItem -Path "$PSScriptRoot/../../docs/guides/*.md" -Exclude README.md | ForEach-Object { @{ Page = $_.BaseName } }
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $guides = "$repositoryRoot/docs/guides"

    # azure-automation -> AzureAutomation.ps1
    function Get-GuideScript {
        param([string] $Page)
        $name = -join $Page.Split('-').ForEach({ $_.Substring(0, 1).ToUpperInvariant() + $_.Substring(1) })
        Get-Item -LiteralPath "$guides/$name.ps1"
    }

    # Starts a guide's script without a user: no console, no input, and the environment of the schedulers.
    function Start-Guide {
        param([string] $Page, [hashtable] $Arguments = @{}, [hashtable] $Environment = @{}, [string] $Command, [switch] $Verbose)
        $folder = (New-Item -ItemType Directory -Path (Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "guide-$([guid]::NewGuid().ToString('N'))")).FullName
        $temporary = (New-Item -ItemType Directory -Path "$folder/temp").FullName
        $Arguments | Export-Clixml -LiteralPath "$folder/arguments.xml"
        $common = $Verbose ? '-Verbose 4>&1' : ''
        Set-Content -LiteralPath "$folder/run.ps1" -Value @"
`$ErrorActionPreference = 'Stop'
`$arguments = Import-Clixml -LiteralPath '$folder/arguments.xml'
`$global:LASTEXITCODE = 0
& '$((Get-GuideScript -Page $Page).FullName)' @arguments $common | Export-Clixml -LiteralPath '$folder/result.xml' -Depth 3
exit `$LASTEXITCODE
"@
        $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
        if ((Split-Path -Path $start.FileName -LeafBase) -eq 'dotnet') {
            $start.ArgumentList.Add((Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'))
        }

        $what = $Command ? @('-Command', $Command) : @('-File', "$folder/run.ps1")
        @('-NoProfile', '-NonInteractive') + $what | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.WorkingDirectory = $folder
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['NO_COLOR'] = '1'
        $start.Environment['TMPDIR'] = $start.Environment['TEMP'] = $start.Environment['TMP'] = $temporary
        foreach ($name in $Environment.Keys) {
            if ($null -eq $Environment[$name]) {
                $null = $start.Environment.Remove($name)
            }
            else {
                $start.Environment[$name] = $Environment[$name]
            }
        }

        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        [pscustomobject] @{
            Process = $process
            Folder  = $folder
            Output  = $process.StandardOutput.ReadToEndAsync()
            Error   = $process.StandardError.ReadToEndAsync()
        }
    }

    # Gets the result of a started script. A script that still runs after a minute waits for input.
    function Receive-Guide {
        param([Parameter(ValueFromPipeline)] [object] $Run)
        try {
            if (-not $Run.Process.WaitForExit(60000)) {
                $Run.Process.Kill($true)
                throw "The script did not end: $($Run.Output.Result)$($Run.Error.Result)"
            }

            [pscustomobject] @{
                ExitCode = $Run.Process.ExitCode
                # Lines of a table or an error are wrapped in a narrow console.
                Text     = ($Run.Output.Result + $Run.Error.Result) -replace '\s*\n[\s|]*', ' '
                Objects  = @((Test-Path -LiteralPath "$($Run.Folder)/result.xml") ? (Import-Clixml -LiteralPath "$($Run.Folder)/result.xml") : @())
                LeftOver = @(Get-ChildItem -Path "$($Run.Folder)/temp/token-*" -Name)
            }
        }
        finally {
            $Run.Process.Dispose()
            Remove-Item -LiteralPath $Run.Folder -Recurse -Force
        }
    }

    function Invoke-Guide {
        param([string] $Page, [hashtable] $Arguments = @{}, [hashtable] $Environment = @{})
        Start-Guide -Page $Page -Arguments $Arguments -Environment $Environment | Receive-Guide
    }

    # A token in the format of an identity provider. The sandbox checks its time, not its signature.
    function New-WebToken {
        param([datetimeoffset] $Expires = [datetimeoffset]::UtcNow.AddHours(1))
        $parts = @{ alg = 'RS256' }, @{ iss = 'https://issuer'; sub = 'me'; aud = 'api://aws'; exp = $Expires.ToUnixTimeSeconds() } |
            ForEach-Object { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(($_ | ConvertTo-Json -Compress))).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        "$($parts[0]).$($parts[1]).c2ln"
    }

    # A role that a web identity can assume. The module creates only roles of CodePipeline, so create it with IAM's protocol.
    function New-WebIdentityRole {
        param([string] $Name)
        $trust = @{
            Version   = '2012-10-17'
            Statement = @{ Effect = 'Allow'; Action = 'sts:AssumeRoleWithWebIdentity'; Principal = @{ Federated = 'arn:aws:iam::123456789012:oidc-provider/issuer' } }
        } | ConvertTo-Json -Depth 5 -Compress
        if (-not (Get-Command -Name aws -CommandType Application -ErrorAction Ignore)) {
            return $null
        }

        (& aws --endpoint-url "$($sandbox.EndpointUrl)".TrimEnd('/') --output json iam create-role --role-name $Name --assume-role-policy-document $trust | ConvertFrom-Json).Role.Arn
    }

    # A loopback server for services other than AWS. It returns the same response to all requests and records them.
    function Start-Answer {
        param([int] $Status = 200, [string] $Body = '{}')
        $server = Start-HttpListener
        $requests = [Collections.Concurrent.ConcurrentQueue[object]]::new()
        $asked = [Threading.ManualResetEventSlim]::new()
        $job = Start-ThreadJob -ArgumentList $server.Listener, $requests, $asked, $Status, $Body -ScriptBlock {
            param($listener, $requests, $asked, $status, $body)
            while ($listener.IsListening) {
                try {
                    $context = $listener.GetContext()
                }
                catch {
                    # The listener was stopped during the wait.
                    return
                }

                $text = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
                $requests.Enqueue([pscustomobject] @{ Method = $context.Request.HttpMethod; Url = "$($context.Request.Url)"; Headers = $context.Request.Headers; Body = $text })
                $asked.Set()
                $bytes = [Text.Encoding]::UTF8.GetBytes($body)
                $context.Response.StatusCode = $status
                $context.Response.ContentType = 'application/json'
                $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                $context.Response.Close()
            }
        }
        [pscustomobject] @{ Url = $server.Url; Listener = $server.Listener; Requests = $requests; Asked = $asked; Job = $job }
    }

    function Stop-Answer {
        param([object] $Answer)
        $Answer.Listener.Stop()
        $Answer.Listener.Close()
        $null = $Answer.Job | Wait-Job
        $Answer.Job | Receive-Job
        $Answer.Job | Remove-Job
    }
}

Describe 'The page of <Page>' -ForEach $pages {
    BeforeAll {
        $text = Get-Content -LiteralPath "$guides/$Page.md" -Raw
        $script = Get-GuideScript -Page $Page
        $ast = [Management.Automation.Language.Parser]::ParseFile($script.FullName, [ref] $null, [ref] $null)
    }

    It 'contains its script name, and is in the index' {
        $text | Should -Match ([regex]::Escape("($($script.Name))"))
        Get-Content -LiteralPath "$guides/README.md" -Raw | Should -Match ([regex]::Escape("($Page.md)"))
    }

    It 'describes exactly the parameters of the script' {
        $described = [regex]::Matches($text, '(?m)^\| `-(\w+)`').ForEach({ $_.Groups[1].Value })
        $described | Sort-Object | Should -Be @($ast.ParamBlock.Parameters.Name.VariablePath.UserPath | Sort-Object)
    }

    It 'states that it was run only on the sandbox' {
        $text | Should -Match '(?m)^\*\*Not run\*\*: '
    }

    It 'has a script without prompts' {
        $commands = $ast.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }
        $commands | Should -Not -Contain 'Read-Host'
        $commands | Should -Not -Contain 'Get-Credential'
        $ast.Extent.Text | Should -Not -Match 'PromptFor|\$Host\.UI|ReadLine'
    }

    It 'ends with an error, not with a prompt, if parameters are missing' {
        $ended = Invoke-Guide -Page $Page
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'mandatory parameters|Input not found'
    }
}

Describe 'azure-automation' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection, Pending -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $existing = @{ Repository = 'my-workspace/shop'; Branch = 'main'; RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }
        $null = New-BitbucketPipeline -Name Shop -ConnectionName MyConnection @existing
        $null = New-BitbucketPipeline -Name Early -ConnectionName Pending -AllowPendingConnection @existing -WarningAction SilentlyContinue
        $role = New-WebIdentityRole -Name runbook
        $answer = Start-Answer -Body (@{ access_token = New-WebToken; token_type = 'Bearer' } | ConvertTo-Json)
        $arguments = @{ RoleArn = $role; Audience = 'api://aws'; Region = 'us-east-1'; PipelineName = 'Shop' }
        $identity = @{ AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null; IDENTITY_ENDPOINT = "$($answer.Url)token"; IDENTITY_HEADER = 'header' }
    }

    AfterAll {
        Stop-Answer -Answer $answer
        Stop-BitbucketSandbox
    }

    BeforeEach {
        if (-not $role) {
            Set-ItResult -Skipped -Because 'the AWS CLI is not installed; on Debian, install the package awscli'
        }
    }

    It 'runs the pipeline as the role, and deletes the token' {
        $ended = Invoke-Guide -Page azure-automation -Arguments $arguments -Environment $identity
        $ended.Text.Trim() | Should -BeNullOrEmpty
        $ended.ExitCode | Should -Be 0
        $ended.Objects.Status | Should -Be 'Succeeded'
        $ended.LeftOver | Should -BeNullOrEmpty

        # The role's session started the execution, not the sandbox's user.
        $run = Get-BitbucketPipelineExecution -PipelineName Shop -PipelineExecutionId $ended.Objects.PipelineExecutionId
        $run.TriggerDetail | Should -Be 'arn:aws:sts::123456789012:assumed-role/runbook/azure-automation'
        $request = $null
        $answer.Requests.TryDequeue([ref] $request) | Should -BeTrue
        $request.Method | Should -Be 'POST'
        $request.Body | Should -Be 'resource=api%3A%2F%2Faws'
        $request.Headers['X-IDENTITY-HEADER'] | Should -Be 'header'
        $request.Headers['Metadata'] | Should -Be 'True'
    }

    It 'keeps the token in a file that only the owner can read' {
        if ($IsWindows) {
            Set-ItResult -Skipped -Because 'Windows has a different API for file permissions'
        }

        # Long enough to check the file.
        Set-BitbucketSandboxFault -Operation codepipeline:GetPipeline -DelayMilliseconds 2000 -Count 1
        $run = Start-Guide -Page azure-automation -Arguments $arguments -Environment $identity
        $mode = (Wait-File -Folder "$($run.Folder)/temp" -Filter 'token-*').UnixFileMode
        $ended = $run | Receive-Guide
        $mode | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite')
        $ended.ExitCode | Should -Be 0
        $ended.LeftOver | Should -BeNullOrEmpty
    }

    It 'fails if <Name>, and deletes the token' -ForEach @(
        @{ Name = 'the managed identity is missing'; Change = @{ IDENTITY_ENDPOINT = $null }; Text = 'Managed identity not found' }
        @{ Name = 'access keys are set'; Change = @{ AWS_ACCESS_KEY_ID = 'SANDBOX123456789012' }; Text = 'would be used instead of the role' }
        @{ Name = 'the role does not trust the identity'; With = @{ RoleArn = 'arn:aws:iam::123456789012:role/nope' }; Text = 'AssumeRoleWithWebIdentity' }
        @{ Name = 'the connection is PENDING'; With = @{ PipelineName = 'Early' }; Text = "The connection 'Pending' is PENDING" }
        @{ Name = 'the pipeline is not found'; With = @{ PipelineName = 'Nope' }; Text = 'Nope' }
    ) {
        $environment = $identity.Clone()
        ($_['Change'] ?? @{}).GetEnumerator().ForEach({ $environment[$_.Key] = $_.Value })
        $changed = $arguments.Clone()
        ($_['With'] ?? @{}).GetEnumerator().ForEach({ $changed[$_.Key] = $_.Value })
        $ended = Invoke-Guide -Page azure-automation -Arguments $changed -Environment $environment
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match ([regex]::Escape($Text))
        $ended.Text | Should -Not -Match 'c2ln'
        $ended.LeftOver | Should -BeNullOrEmpty
    }

    It 'fails if the endpoint returns an error' {
        $refusing = Start-Answer -Status 400 -Body '{"error":"invalid_resource"}'
        try {
            $environment = $identity.Clone()
            $environment.IDENTITY_ENDPOINT = $refusing.Url
            $ended = Invoke-Guide -Page azure-automation -Arguments $arguments -Environment $environment
        }
        finally {
            Stop-Answer -Answer $refusing
        }

        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match "no token for the audience 'api://aws': .*400"
    }

    It 'fails if the execution fails' {
        Set-BitbucketSandboxFault -PipelineName Shop -StageName Build -ActionStatus Failed -Message 'Tests are red' -Count 1
        $ended = Invoke-Guide -Page azure-automation -Arguments $arguments -Environment $identity
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'Tests are red'
        $ended.LeftOver | Should -BeNullOrEmpty
    }
}

Describe 'systems-manager-and-lambda' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $existing = @{ ConnectionName = 'MyConnection'; Repository = 'my-workspace/shop'; Branch = 'main'; RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }
        $null = New-BitbucketPipeline -Name Shop @existing
        $null = New-BitbucketPipeline -Name Gated -ApprovalStage @existing
        Get-BitbucketPipelineExecution -PipelineName Gated | Stop-BitbucketPipelineExecution -Abandon | Out-Null
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'reads the input of Systems Manager and returns one object' {
        $ended = Invoke-Guide -Page systems-manager-and-lambda -Environment @{ InputPayload = '{"pipelineName":"Shop","region":"us-east-1","clientRequestToken":"step-1"}' }
        $ended.Text.Trim() | Should -BeNullOrEmpty
        $ended.Objects.Count | Should -Be 1
        $ended.Objects[0].succeeded | Should -BeTrue
        $ended.Objects[0].finished | Should -BeTrue
        $ended.Objects[0].executionId | Should -Be (Get-BitbucketPipelineExecution -PipelineName Shop | Select-Object -First 1).PipelineExecutionId

        # A repeated step does not start a second execution.
        $again = Invoke-Guide -Page systems-manager-and-lambda -Environment @{ InputPayload = '{"pipelineName":"Shop","clientRequestToken":"step-1"}' }
        $again.Objects[0].executionId | Should -Be $ended.Objects[0].executionId
    }

    It 'reads the input of Lambda; the next call continues to monitor an unfinished execution' {
        $first = Invoke-Guide -Page systems-manager-and-lambda -Arguments @{ LambdaInput = @{ pipelineName = 'Gated'; waitSeconds = 1 } }
        $first.ExitCode | Should -Be 0
        $first.Objects[0].finished | Should -BeFalse
        $first.Objects[0].status | Should -Be 'InProgress'
        $first.Objects[0].message | Should -Match 'Approval'

        Approve-BitbucketPipelineAction -PipelineName Gated -Summary 'Go'
        $second = Invoke-Guide -Page systems-manager-and-lambda -Arguments @{ LambdaInput = @{ pipelineName = 'Gated'; executionId = $first.Objects[0].executionId } }
        $second.Objects[0].succeeded | Should -BeTrue
        $second.Objects[0].executionId | Should -Be $first.Objects[0].executionId
    }

    It 'accepts positional arguments with a context, as from a custom runtime, and respects the remaining time' {
        # Without the remaining time, the wait takes 540 seconds, and Receive-Guide ends it after 60.
        $command = "class Context { [int] GetRemainingTimeInMillis() { return 16000 } }; & '$((Get-GuideScript -Page systems-manager-and-lambda).FullName)' ('{""pipelineName"":""Gated""}' | ConvertFrom-Json) ([Context]::new()) | ConvertTo-Json"
        $ended = Start-Guide -Page systems-manager-and-lambda -Command $command | Receive-Guide
        ($ended.Text | ConvertFrom-Json).finished | Should -BeFalse
        Get-BitbucketPipelineExecution -PipelineName Gated -Status InProgress | Stop-BitbucketPipelineExecution -Abandon | Out-Null
    }

    It 'runs as script text, as in a step of Systems Manager' {
        $command = "& ([scriptblock]::Create((Get-Content -LiteralPath '$((Get-GuideScript -Page systems-manager-and-lambda).FullName)' -Raw))) | ConvertTo-Json"
        $ended = Start-Guide -Page systems-manager-and-lambda -Command $command -Environment @{ InputPayload = '{"pipelineName":"Shop"}' } | Receive-Guide
        ($ended.Text | ConvertFrom-Json).succeeded | Should -BeTrue
    }

    It 'returns a failed execution with its message' {
        Set-BitbucketSandboxFault -PipelineName Shop -StageName Build -ActionStatus Failed -Message 'Tests are red' -Count 1
        $ended = Invoke-Guide -Page systems-manager-and-lambda -Arguments @{ LambdaInput = '{"pipelineName":"Shop"}' }
        $ended.ExitCode | Should -Be 0
        $ended.Objects[0].succeeded | Should -BeFalse
        $ended.Objects[0].finished | Should -BeTrue
        $ended.Objects[0].message | Should -Match 'Tests are red'
    }

    It 'fails if <Name>' -ForEach @(
        @{ Name = 'the input has no pipeline name'; Payload = '{"region":"us-east-1"}'; Text = "has no 'pipelineName'" }
        @{ Name = 'the pipeline is not found'; Payload = '{"pipelineName":"Nope"}'; Text = 'Nope' }
        @{ Name = 'the input is not JSON'; Payload = 'Shop'; Text = 'JSON' }
    ) {
        $ended = Invoke-Guide -Page systems-manager-and-lambda -Environment @{ InputPayload = $Payload }
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match ([regex]::Escape($Text))
    }
}

Describe 'ci-job' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $connectionArn = (Get-BitbucketConnection -Name MyConnection).ConnectionArn
        $role = New-WebIdentityRole -Name build
        $commit = '0123456789abcdef0123456789abcdef01234567'

        function Save-Definition {
            param([hashtable] $Change = @{})
            $settings = @{
                ConnectionArn  = $connectionArn
                Repository     = 'my-workspace/shop'
                Branch         = 'main'
                RoleArn        = $sandbox.ServiceRoleArn
                ArtifactBucket = $sandbox.ArtifactBucket
                BuildProject   = $sandbox.BuildProject
            }
            $Change.Keys.ForEach({ $settings[$_] = $Change[$_] })
            $path = "$((Get-Item -Path TestDrive:/).FullName)/pipeline.json"
            New-BitbucketPipeline -Name Shop @settings -DefinitionOnly | Export-BitbucketPipeline -Path $path -Force | Out-Null
            $path
        }
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'creates the pipeline from the file and runs the commit, with the role of the step' {
        if (-not $role) {
            Set-ItResult -Skipped -Because 'the AWS CLI is not installed; on Debian, install the package awscli'
        }

        $ended = Invoke-Guide -Page ci-job -Arguments @{ DefinitionPath = Save-Definition; Region = 'us-east-1'; RoleArn = $role } -Environment @{
            AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null; AWS_REGION = $null
            BITBUCKET_STEP_OIDC_TOKEN = New-WebToken; BITBUCKET_BUILD_NUMBER = '7'; BITBUCKET_COMMIT = $commit
        }
        $ended.Objects -join "`n" | Should -Match '(?s)^unchanged: Shop version 1\nstarted: \S+ \S+\nended: \S+ Succeeded$'
        $ended.ExitCode | Should -Be 0
        $ended.LeftOver | Should -BeNullOrEmpty
        $run = Get-BitbucketPipelineExecution -PipelineName Shop | Select-Object -First 1
        $run.SourceRevisions.RevisionId | Should -Be $commit
        $run.TriggerDetail | Should -Be 'arn:aws:sts::123456789012:assumed-role/build/bitbucket-build-7'
    }

    It 'changes the pipeline if the file has changed: <Name>' -ForEach @(
        @{ Name = 'branch and variables'; Change = @{ Branch = 'develop'; Variable = @{ Level = 'info' } } }
        @{ Name = 'triggers and mode'; Change = @{ IncludeBranch = 'release/*'; IncludePath = 'src/**'; ExecutionMode = 'QUEUED' } }
        @{ Name = 'another stage, no trigger'; Change = @{ ApprovalStage = $false; DeployBucket = 'my-site'; NoTrigger = $true } }
        @{ Name = 'all changes reverted'; Change = @{} }
    ) {
        $null = New-BitbucketPipeline -DefinitionPath (Save-Definition) -ReuseExisting -ErrorAction SilentlyContinue
        $path = Save-Definition -Change $Change
        $ended = Invoke-Guide -Page ci-job -Arguments @{ DefinitionPath = $path; Region = 'us-east-1'; CommitId = $commit }
        $ended.Objects -join "`n" | Should -Match '(?s)differences.*\nchanged: Shop version \d+\n.*ended: \S+ Succeeded$'
        $ended.ExitCode | Should -Be 0

        $again = Invoke-Guide -Page ci-job -Arguments @{ DefinitionPath = $path; Region = 'us-east-1'; CommitId = $commit }
        $again.Objects[0] | Should -Match '^unchanged: Shop version \d+$'
    }

    It 'ends with 1 and the reason if <Name>' -ForEach @(
        @{ Name = 'the build fails'; Fault = $true; Lines = '(?s)started: .*\nfailed: ExecutionFailed\n.*Tests are red' }
        @{ Name = 'the file is not found'; With = @{ DefinitionPath = '/nowhere/pipeline.json' }; Lines = '(?s)^failed: .*nowhere' }
        @{ Name = 'the step has no token'; With = @{ RoleArn = 'arn:aws:iam::123456789012:role/build' }; Lines = '(?s)^failed: .*oidc: true' }
        @{ Name = 'the token has expired'; With = @{ RoleArn = 'arn:aws:iam::123456789012:role/build' }; Expired = $true; Lines = '^failed: CredentialsExpired' }
    ) {
        if ($_['Fault']) {
            Set-BitbucketSandboxFault -PipelineName Shop -StageName Build -ActionStatus Failed -Message 'Tests are red' -Count 1
        }

        $arguments = @{ DefinitionPath = Save-Definition; Region = 'us-east-1' }
        ($_['With'] ?? @{}).GetEnumerator().ForEach({ $arguments[$_.Key] = $_.Value })
        $environment = @{ BITBUCKET_STEP_OIDC_TOKEN = $null }
        if ($_['Expired']) {
            $environment = @{ AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null; BITBUCKET_STEP_OIDC_TOKEN = New-WebToken -Expires '2020-01-01' }
        }

        $ended = Invoke-Guide -Page ci-job -Arguments $arguments -Environment $environment
        $ended.ExitCode | Should -Be 1
        $ended.Objects -join "`n" | Should -Match $Lines
        $ended.Objects -join "`n" | Should -Not -Match 'c2ln'
        $ended.LeftOver | Should -BeNullOrEmpty
    }
}

Describe 'nightly-fleet-check' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection, Gone -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection, Gone
        $existing = @{ Repository = 'my-workspace/shop'; Branch = 'main'; RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }
        $null = New-BitbucketPipeline -Name Fine -ConnectionName MyConnection @existing
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'returns nothing if there are no problems' {
        $ended = Invoke-Guide -Page nightly-fleet-check -Arguments @{ Region = @('us-east-1', 'eu-west-1'); FailOnFinding = $true }
        $ended.Text.Trim() | Should -BeNullOrEmpty
        $ended.Objects | Should -BeNullOrEmpty
        $ended.ExitCode | Should -Be 0
    }

    It 'returns one object for each problem, in all Regions' {
        $null = New-BitbucketConnection -Name Europe -Region eu-west-1 -WarningAction SilentlyContinue
        $europe = Get-BitbucketConnection -Name Europe -Region eu-west-1
        $null = New-BitbucketPipeline -Name Orphan -ConnectionName Gone @existing
        Remove-BitbucketConnection -Name Gone -Force -Confirm:$false
        $null = New-BitbucketPipeline -Name Early -ConnectionArn $europe.ConnectionArn -AllowPendingConnection @existing -WarningAction SilentlyContinue
        $null = New-BitbucketPipeline -Name Red -ConnectionName MyConnection @existing
        Set-BitbucketSandboxFault -PipelineName Red -StageName Build -ActionStatus Failed -Message 'Tests are red' -Count 1
        Start-BitbucketPipeline -PipelineName Red -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue
        $null = New-BitbucketPipeline -Name Gated -ConnectionName MyConnection -ApprovalStage @existing

        $ended = Invoke-Guide -Page nightly-fleet-check -Arguments @{ Region = @('us-east-1', 'eu-west-1'); ApprovalDays = 0; FailOnFinding = $true }
        $ended.ExitCode | Should -Be 1
        $seen = $ended.Objects.ForEach({ "$($_.Region) $($_.Kind) $($_.Pipeline)".TrimEnd() }) | Sort-Object
        $seen | Should -Be @(
            'eu-west-1 ConnectionNotAvailable'
            'us-east-1 ApprovalWaits Gated'
            'us-east-1 ConnectionGone Orphan'
            'us-east-1 PipelineConnectionNotAvailable Early'
            'us-east-1 RunFailed Early'
            'us-east-1 RunFailed Red'
        )
        $red = $ended.Objects.Where({ $_.Pipeline -eq 'Red' })[0]
        "$($red.Stage)/$($red.Action): $($red.Message)" | Should -Be 'Build/Build: Tests are red'
        $ended.Objects.Where({ $_.Kind -eq 'ConnectionNotAvailable' }).Message | Should -Match 'Europe is PENDING'

        # A new approval is not a finding with a limit of three days. Without the switch, findings do not fail the script.
        $later = Invoke-Guide -Page nightly-fleet-check -Arguments @{ Region = @('us-east-1') }
        $later.ExitCode | Should -Be 0
        $later.Objects.Kind | Should -Not -Contain 'ApprovalWaits'
        $later.Objects.Count | Should -Be 4
    }

    It 'reports what it could not check' {
        Set-BitbucketSandboxFault -Operation codepipeline:ListPipelines -ErrorCode AccessDeniedException -Message 'not authorized'
        try {
            $ended = Invoke-Guide -Page nightly-fleet-check -Arguments @{ Region = @('us-east-1'); FailOnFinding = $true }
        }
        finally {
            Set-BitbucketSandboxFault -Clear
        }

        $ended.ExitCode | Should -Be 1
        $ended.Objects.Kind | Should -Be 'NotChecked'
        $ended.Objects.Message | Should -Match 'not authorized'
    }

    It 'writes the file and returns the exit code, as documented on the page' {
        $page = Get-Content -LiteralPath "$guides/nightly-fleet-check.md" -Raw
        $line = [regex]::Match($page, '-Command "(.+)"').Groups[1].Value.Replace('\$', '$').Replace('./NightlyFleetCheck.ps1', "& '$guides/NightlyFleetCheck.ps1'")
        $file = "$((Get-Item -Path TestDrive:/).FullName)/findings.csv"
        $ended = Start-Guide -Page nightly-fleet-check -Command $line.Replace('findings.csv', "'$file'") | Receive-Guide
        $ended.Text.Trim() | Should -BeNullOrEmpty
        $ended.ExitCode | Should -Be 1
        (Import-Csv -LiteralPath $file).Kind | Should -Contain 'RunFailed'

        $wrong = Start-Guide -Page nightly-fleet-check -Command $line.Replace('-FailOnFinding', '-Nonsense').Replace('findings.csv', "'$file'") | Receive-Guide
        $wrong.ExitCode | Should -Be 1
        $wrong.Text | Should -Match 'Nonsense'
    }

    It 'fails without credentials' {
        $ended = Invoke-Guide -Page nightly-fleet-check -Arguments @{ Region = @('us-east-1') } -Environment @{ AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null }
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'credentials'
    }
}

Describe 'handshake-by-mail' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $answer = Start-Answer
        $secret = 'T0K3N'
        $arguments = @{
            ConnectionName      = 'MyConnection'
            PipelineName        = 'Shop'
            Repository          = 'my-workspace/shop'
            Branch              = 'main'
            BuildProject        = $sandbox.BuildProject
            Region              = 'us-east-1'
            WebhookUrl          = ConvertTo-SecureString -String "$($answer.Url)$secret" -AsPlainText -Force
            PollIntervalSeconds = 1
        }
    }

    AfterAll {
        Stop-Answer -Answer $answer
        Stop-BitbucketSandbox
    }

    It 'fails at once without a recipient' {
        $nobody = $arguments.Clone()
        $nobody.Remove('WebhookUrl')
        $ended = Invoke-Guide -Page handshake-by-mail -Arguments $nobody
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'No recipient'
        Get-BitbucketConnection | Should -BeNullOrEmpty
    }

    It 'fails without showing the URL if the webhook returns an error, and asks again in the next run' {
        $refusing = Start-Answer -Status 404
        try {
            $changed = $arguments.Clone()
            $changed.WebhookUrl = ConvertTo-SecureString -String "$($refusing.Url)$secret" -AsPlainText -Force
            $ended = Start-Guide -Page handshake-by-mail -Arguments $changed -Verbose | Receive-Guide
        }
        finally {
            Stop-Answer -Answer $refusing
        }

        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'could not be posted to the webhook \(status 404\)'
        "$($ended.Text) $($ended.Objects)" | Should -Not -Match $secret
        (Get-BitbucketConnection -IncludeTag).Tags.Count | Should -Be 0
    }

    It 'asks once a day, and ends with an error if nobody completes the connection in time' {
        $mail = "$((Get-Item -Path TestDrive:/).FullName)/mail.txt"
        foreach ($time in 1, 2) {
            $ended = Invoke-Guide -Page handshake-by-mail -Arguments ($arguments + @{ TimeoutSeconds = 1; MailPath = $mail })
            $ended.ExitCode | Should -Be 1
            $ended.Text | Should -Match 'MyConnection.*PENDING'
        }

        $connection = Get-BitbucketConnection
        @($connection).Count | Should -Be 1
        $answer.Requests.Count | Should -Be 1
        $request = $null
        $null = $answer.Requests.TryDequeue([ref] $request)
        $request.Url | Should -BeLike "*$secret"
        $text = ($request.Body | ConvertFrom-Json).text
        $text | Should -Match ([regex]::Escape("$($connection.ConsoleUrl)"))
        $text | Should -Match ([regex]::Escape($connection.NextStep))
        $sent = Get-Content -LiteralPath $mail
        $sent[0] | Should -Be "Subject: Please complete the connection 'MyConnection'"
        $sent -join "`n" | Should -Match ([regex]::Escape("$($connection.ConsoleUrl)"))
        Get-BitbucketPipeline | Should -BeNullOrEmpty
    }

    It 'continues after the connection is completed, and a later run creates nothing again' {
        $answer.Asked.Reset()
        $run = Start-Guide -Page handshake-by-mail -Arguments ($arguments + @{ TimeoutSeconds = 50; RemindAfterHours = 0 })
        $answer.Asked.Wait($hangLimit * 1000) | Should -BeTrue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $ended = $run | Receive-Guide
        $ended.Text.Trim() | Should -BeNullOrEmpty
        $ended.ExitCode | Should -Be 0
        $ended.Objects.Name | Should -Be 'Shop'

        $again = Invoke-Guide -Page handshake-by-mail -Arguments $arguments
        $again.ExitCode | Should -Be 0
        $again.Objects.Name | Should -Be 'Shop'
        @(Get-BitbucketPipeline).Version | Should -Be 1
        $answer.Requests.Count | Should -Be 1
    }

    It 'fails if the pipeline exists with another definition' {
        $changed = $arguments.Clone()
        $changed.Branch = 'develop'
        $ended = Invoke-Guide -Page handshake-by-mail -Arguments $changed
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'another definition'
    }
}

Describe 'guard-a-deployment' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $existing = @{ ConnectionName = 'MyConnection'; Repository = 'my-workspace/shop'; Branch = 'main'; BuildProject = $sandbox.BuildProject; DeployBucket = 'my-site' }
        $page = Get-Content -LiteralPath "$guides/guard-a-deployment.md" -Raw
        $blocks = [regex]::Matches($page, '(?ms)^```powershell\r?\n(.+?)^```').ForEach({ , @($_.Groups[1].Value.Trim() -split '\r?\n') })

        # The line of the page, with a window that does not depend on the time of the test, and no wait for the alarm.
        function Add-Guard {
            param([string] $Cron)
            $line = $blocks[0][0].Replace('./GuardADeployment.ps1', "& '$guides/GuardADeployment.ps1'")
            $ended = Start-Guide -Page guard-a-deployment -Command "$line -Cron '$Cron' -AlarmMinutes 0 | Out-Null" | Receive-Guide
            $ended.Text.Trim() | Should -BeNullOrEmpty
            $ended.ExitCode | Should -Be 0
        }

        # Runs a line of the page.
        function Invoke-Line {
            param([string] $Line)
            $wait = $Line -match '-Wait$' ? ' -PollIntervalSeconds 1' : ''
            & ([scriptblock]::Create("$Line$wait"))
        }
    }

    AfterEach {
        Set-BitbucketSandboxFault -Clear
        Get-BitbucketPipeline | Remove-BitbucketPipeline -RemoveServiceRole -Confirm:$false
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'has lines for all parts of the test' {
        $blocks.Count | Should -Be 5
        $blocks.ForEach({ $_.Count }) | Should -Be 1, 1, 2, 1, 3
    }

    It 'rolls back on the alarm, shows why, and continues after the override' {
        New-BitbucketPipeline -Name Shop @existing -RollbackOnFailure | Wait-BitbucketPipelineExecution -PollIntervalSeconds 1
        Add-Guard -Cron '* * * ? * * *'
        $stage = (Get-BitbucketPipeline -Name Shop).Stages.Where({ $_.Name -eq 'Deploy' })
        $stage.OnFailure.Result | Should -Be 'ROLLBACK'
        (Invoke-Line $blocks[1][0]).Status | Should -Be 'Succeeded'

        Set-BitbucketSandboxFault -AlarmName shop-errors -AlarmState ALARM
        { Invoke-Line $blocks[1][0] } | Should -Throw -ErrorId 'ExecutionFailed,*' -ExpectedMessage "*the rule 'Healthy' of the stage 'Deploy' failed:*'shop-errors' is in the state ALARM*"
        $rollback = Get-BitbucketPipelineExecution -PipelineName Shop | Select-Object -First 1
        $rollback | Wait-BitbucketPipelineExecution -PollIntervalSeconds 1 -ErrorAction SilentlyContinue
        Invoke-Line $blocks[2][0] | Should -Match "'shop-errors' is in the state ALARM"
        $rules = @(Invoke-Line $blocks[2][1])
        $rules.RuleName | Should -Be 'Healthy', 'Healthy'
        $rules[0].PipelineExecutionId | Should -Be $rollback.PipelineExecutionId
        $rules[1].ErrorMessage | Should -Match 'ALARM'

        $ended = Invoke-Line $blocks[3][0]
        $ended.PipelineExecutionId | Should -Be $rollback.PipelineExecutionId
        $ended.Status | Should -Be 'Succeeded'
    }

    It 'waits outside the window, and enters the stage after the override' {
        New-BitbucketPipeline -Name Shop @existing | Wait-BitbucketPipelineExecution -PollIntervalSeconds 1
        Add-Guard -Cron '* * * ? * * 2199'
        $run = Invoke-Line $blocks[4][0]
        $until = [datetime]::UtcNow.AddSeconds($hangLimit)
        while ((Invoke-Line $blocks[4][1]) -ne 'rule Window') {
            [datetime]::UtcNow | Should -BeLessThan $until
        }

        $ended = Invoke-Line $blocks[4][2]
        $ended.PipelineExecutionId | Should -Be $run.PipelineExecutionId
        $ended.Status | Should -Be 'Succeeded'
    }

    It 'keeps conditions on failure, and replaces no condition of the stage' {
        $rule = New-BitbucketPipelineRule -Name Broken -AlarmName shop-errors -AlarmState ALARM
        $actions = New-BitbucketPipelineAction -Name Deploy -CodeBuildProject $sandbox.BuildProject
        $null = New-BitbucketPipeline -Name Shop -Stage (New-BitbucketPipelineStage -Name Deploy -Action $actions -OnFailureRule $rule) -ConnectionName MyConnection -Repository my-workspace/shop -Branch main
        Add-Guard -Cron '* * * ? * * *'
        $stage = (Get-BitbucketPipeline -Name Shop).Stages[1]
        $stage.OnFailure.Conditions[0].Rules[0].Name | Should -Be 'Broken'
        $stage.BeforeEntry.Conditions[0].Rules[0].Configuration.TimeZone | Should -Be 'Europe/Berlin'
        $stage.OnSuccess.Conditions[0].Result | Should -Be 'ROLLBACK'
        $stage.OnSuccess.Conditions[0].Rules[0].Configuration.AlarmStates | Should -Be 'OK'

        $again = Invoke-Guide -Page guard-a-deployment -Arguments @{ PipelineName = 'Shop'; AlarmName = 'shop-errors' }
        $again.ExitCode | Should -Be 1
        $again.Text | Should -Match 'already has conditions'
        $other = Invoke-Guide -Page guard-a-deployment -Arguments @{ PipelineName = 'Shop'; AlarmName = 'shop-errors'; StageName = 'Nope' }
        $other.ExitCode | Should -Be 1
        $other.Text | Should -Match "no stage 'Nope'. Its stages: Source, Deploy"
    }
}

Describe 'fleet-from-csv' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection, NewConnection -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection, NewConnection
        $page = Get-Content -LiteralPath "$guides/fleet-from-csv.md" -Raw
        $csv = [regex]::Match($page, '(?ms)^```csv\r?\n(.+?)^```').Groups[1].Value
        $lines = [regex]::Matches($page, '(?ms)^```powershell\r?\n(.+?)^```').ForEach({ $_.Groups[1].Value.Trim() -split '\r?\n' })
        $folder = (New-Item -ItemType Directory -Path "$((Get-Item -Path TestDrive:/).FullName)/fleet").FullName
        Set-Content -LiteralPath "$folder/pipelines.csv" -Value $csv -NoNewline

        # Runs a line of the page in the folder of the file.
        function Invoke-Line {
            param([string] $Line)
            Push-Location -LiteralPath $folder
            try {
                & ([scriptblock]::Create($Line))
            }
            finally {
                Pop-Location
            }
        }
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'creates a pipeline for each row, and a later run creates nothing again' {
        $line = $lines[0].Replace('./FleetFromCsv.ps1', "& '$guides/FleetFromCsv.ps1'").Replace('./pipelines.csv', "'$folder/pipelines.csv'")
        $line | Should -Not -Be $lines[0]
        foreach ($time in 1, 2) {
            $ended = Start-Guide -Page fleet-from-csv -Command "($line).ForEach({ `$_.Name + '=' + `$_.Result }) -join ' '; exit `$LASTEXITCODE" | Receive-Guide
            $ended.Text.Trim() | Should -Be 'shop=Exists blog=Exists docs=Exists'
            $ended.ExitCode | Should -Be 0
        }

        $shop, $blog = Get-BitbucketPipeline -Name shop, blog -IncludeTag | Sort-Object -Property Name -Descending
        $shop.Version | Should -Be 1
        $shop.ExecutionMode | Should -Be 'QUEUED'
        $shop.Tags.stage | Should -Be 'prod'
        $shop.Stages.Name | Should -Be 'Source', 'Build'
        $blog.Stages.Name | Should -Be 'Source', 'Build', 'Deploy'
    }

    It 'reports a wrong row, and creates the others' {
        $file = "$folder/wrong.csv"
        Set-Content -LiteralPath $file -Value 'Name,Repository,Branch,Command,ConnectionName', 'one,my-workspace/one,,make,MyConnection', 'two,my-workspace/two,main,make,Missing', 'three,my-workspace/three,main,make,MyConnection'
        $ended = Invoke-Guide -Page fleet-from-csv -Arguments @{ Path = $file }
        $ended.ExitCode | Should -Be 1
        $ended.Objects.ForEach({ "$($_.Name) $($_.Result)" }) | Should -Be 'three Exists', 'one Failed', 'two Failed'
        $ended.Objects[1].Message | Should -Match 'no value for Branch'
        $ended.Objects[2].Message | Should -Match "No Bitbucket connection named 'Missing'"
        Remove-BitbucketPipeline -PipelineName three -RemoveServiceRole -Confirm:$false
    }

    It 'creates nothing with -WhatIf' {
        $before = @(Get-BitbucketPipeline).Count
        Set-Content -LiteralPath "$folder/pipelines.csv" -Value ($csv -replace '(?m)^(shop|blog|docs)', 'other-$1') -NoNewline
        Invoke-Line $lines[1]
        @(Get-BitbucketPipeline).Count | Should -Be $before
    }

    It 'copies a pipeline from Export-Clixml and from a job, and refuses one without its parts' {
        $live = Get-BitbucketPipeline -Name blog
        $live | Export-Clixml -LiteralPath "$folder/blog.xml" -Depth 10

        # A deserialized map has its keys in another order.
        function Get-SortedLine {
            ($input | New-BitbucketPipeline -Name same -DefinitionOnly | Export-BitbucketPipeline) -split '\n' | ForEach-Object { $_.Trim(',', ' ') } | Sort-Object
        }

        $expected = $live | Get-SortedLine
        $expected.Count | Should -BeGreaterThan 50
        $job = Start-ThreadJob -ArgumentList $live -ScriptBlock { param($pipeline) $pipeline }
        $sent = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(($job | Receive-Job -Wait -AutoRemoveJob), 10))
        foreach ($copy in (Import-Clixml -LiteralPath "$folder/blog.xml"), $sent) {
            $copy.PSObject.TypeNames[0] | Should -Be 'Deserialized.BitbucketConnections.Pipeline'
            $copy | Get-SortedLine | Should -Be $expected
        }

        $live | Export-Clixml -LiteralPath "$folder/flat.xml" -Depth 1
        { Import-Clixml -LiteralPath "$folder/flat.xml" | New-BitbucketPipeline -Name same -DefinitionOnly -ErrorAction Stop } | Should -Throw -ErrorId 'PipelineObjectInvalid,*' -ExpectedMessage '*Export-Clixml -Depth 10*'
    }

    It 'copies, moves and removes the pipelines with the lines of the page' {
        $lines.Count | Should -Be 7
        $copy = Invoke-Line $lines[2]
        $copy.RoleArn | Should -Be (Get-BitbucketPipeline -Name shop).RoleArn
        $copy.BranchName | Should -Be 'next'
        Invoke-Line $lines[3]
        $copies = @(Invoke-Line $lines[4] 3>&1)
        $copies.ForEach({ "$_" -replace '.*:' }) | Should -Be 'blog-1', 'blog-2'
        $copies[1].RoleArn | Should -Match 'role/service-role/blog-2$'

        Invoke-Line $lines[5]
        $new = Get-BitbucketConnection -Name NewConnection
        @(Get-BitbucketPipeline).ConnectionArn | Select-Object -Unique | Should -Be $new.ConnectionArn
        $run = Start-BitbucketPipeline -PipelineName shop-next -Wait -PollIntervalSeconds 1
        $run.Status | Should -Be 'Succeeded'

        $roles = @(Get-BitbucketPipeline).RoleArn | Select-Object -Unique
        $roles.Count | Should -Be 4
        Invoke-Line $lines[6]
        Get-BitbucketPipeline | Should -BeNullOrEmpty
        foreach ($role in $roles) {
            { Grant-BitbucketConnectionAccess -ConnectionArn $new -RoleArn $role -ErrorAction Stop } | Should -Throw -ErrorId 'RoleNotFound,*' -Because 'no pipeline uses the role'
        }
    }

    It 'fails without a file and without credentials' {
        $ended = Invoke-Guide -Page fleet-from-csv -Arguments @{ Path = "$folder/none.csv" }
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'none\.csv'
        $ended = Invoke-Guide -Page fleet-from-csv -Arguments @{ Path = "$folder/pipelines.csv"; ConnectionName = 'MyConnection' } -Environment @{ AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null }
        $ended.ExitCode | Should -Be 1
        $ended.Text | Should -Match 'credentials'
    }
}

Describe 'The fleet of README.md' {
    BeforeAll {
        $text = Get-Content -LiteralPath "$repositoryRoot/README.md" -Raw
        $session = [regex]::Match($text, '(?ms)^## A fleet from a CSV.+?^```text\r?\n(.+?)^```').Groups[1].Value
        $steps = [regex]::Matches($session, '(?ms)^PS> ([^\r\n]+)\r?\n(.*?)(?=^PS> |\z)').ForEach({ , @($_.Groups[1].Value, $_.Groups[2].Value) })
    }

    It 'has the output that each line writes' {
        $steps.Count | Should -Be 9
        $folder = (New-Item -ItemType Directory -Path "$((Get-Item -Path TestDrive:/).FullName)/readme").FullName
        Set-Content -LiteralPath "$folder/pipelines.csv" -Value $steps[2][1].Trim()
        Push-Location -LiteralPath $folder
        try {
            foreach ($step in $steps) {
                if ($step[0] -eq 'Stop-BitbucketSandbox') {
                    Get-BitbucketPipeline | Should -BeNullOrEmpty
                }

                $output = & ([scriptblock]::Create($step[0])) | Out-String -Width 90
                ($output -replace '\s+', ' ').Trim() | Should -Be ($step[1] -replace '\s+', ' ').Trim() -Because $step[0]
            }
        }
        finally {
            Pop-Location
        }

        Get-BitbucketSandbox | Should -BeNullOrEmpty
    }
}
