#Requires -Version 7.4
# The behavior of the module without a user: no prompts, browser and progress; in jobs and runspaces; behind a proxy.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"

    # A session without AWS settings, with a profile that requires an MFA code.
    $profiles = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "profiles-$([guid]::NewGuid().ToString('N'))"
    Set-Content -LiteralPath $profiles -Value @'
[base]
aws_access_key_id = BASE
aws_secret_access_key = s3cr3t
[mfa]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/device
'@
}

AfterAll {
    Remove-Item -LiteralPath $profiles
}

Describe 'Credentials without a user' {
    It 'a profile with MFA fails at once with MfaRequired <Where>, and does not show the device' -ForEach @(
        @{ Where = 'with -NonInteractive' }
        @{ Where = 'in a job' }
        @{ Where = 'in a parallel runspace' }
    ) {
        $seen = Invoke-FreshSession -Arguments @{ Where = $Where; Profiles = $profiles } -Script {
            param($Where, $Profiles)
            $try = {
                param($Profiles)
                Import-Module -Name BitbucketConnections
                try {
                    Get-BitbucketConnection -ProfileName mfa -ProfileLocation $Profiles -Region us-east-1 -Verbose -Debug 4>&1 5>&1
                }
                catch {
                    "id: $($_.FullyQualifiedErrorId)"
                    $_ | Out-String
                    $_.Exception.ToString()
                }
            }
            $text = "$try"
            switch ($Where) {
                'in a job' { Start-Job -ScriptBlock $try -ArgumentList $Profiles | Receive-Job -Wait -AutoRemoveJob }
                'in a parallel runspace' { 1 | ForEach-Object -Parallel { & ([scriptblock]::Create($using:text)) $using:Profiles } }
                default { & $try $Profiles }
            }
        }

        $text = $seen -join "`n"
        $text | Should -Match 'id: MfaRequired,'
        $text | Should -Not -Match 'mfa/device|s3cr3t'
    }

    It 'without a Region and without credentials the command fails and lists the sources, and does not ask the metadata service for a Region' {
        $seen = Invoke-FreshSession -Script {
            Import-Module -Name BitbucketConnections
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $env:AWS_EC2_METADATA_SERVICE_ENDPOINT = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $env:AWS_EC2_METADATA_DISABLED = $null
            foreach ($parameters in @{}, @{ Region = 'us-east-1' }) {
                try {
                    Get-BitbucketConnection @parameters
                }
                catch {
                    [pscustomobject] @{ Id = ($_.FullyQualifiedErrorId -split ',')[0]; Message = "$_"; Asked = $listener.Pending() }
                }
            }
        }

        $seen.Id | Should -Be @('RegionNotFound', 'CredentialsNotFound')
        $seen.Asked | Should -Be @($false, $true)
        $seen[1].Message | Should -BeLike '*-Credential*$StoredAWSCredentials*AWS_PROFILE*AWS_CONTAINER_CREDENTIALS_FULL_URI*metadata service*'
    }
}

Describe 'Hosts' {
    It 'no browser opens and no progress is written in a session without a user' {
        $seen = Invoke-FreshSession -Script {
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            # The module would start a browser with the name of this program. It must not do so.
            $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "browser-$PID"
            $null = New-Item -ItemType Directory -Path $folder
            Set-Content -LiteralPath "$folder/xdg-open" -Value "#!/bin/sh`ntouch '$folder/opened'"
            if (-not $IsWindows) {
                chmod +x "$folder/xdg-open"
            }

            $env:PATH = "$folder$([IO.Path]::PathSeparator)$env:PATH"
            $env:DISPLAY = ':0'
            New-BitbucketConnection -Name First -WarningAction SilentlyContinue | Open-BitbucketConnection -WarningVariable said -WarningAction SilentlyContinue
            Wait-BitbucketConnection -Name First -TimeoutSeconds 2 -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            "$said"
            Test-Path -LiteralPath "$folder/opened"
            Stop-BitbucketSandbox
            Remove-Item -LiteralPath $folder -Recurse
        }

        $seen[0] | Should -Match 'http://127\.0\.0\.1:'
        $seen[1] | Should -BeFalse
    }

    It 'progress is shown in a console, and not with <Option>' -Skip:(-not $IsLinux) -ForEach @(
        @{ Option = '-NoLogo'; Expected = $true }
        @{ Option = '-NonInteractive'; Expected = $false }
    ) {
        # PowerShell shows progress only in a terminal, which this program creates.
        $file = Join-Path -Path $TestDrive -ChildPath 'wait.ps1'
        Set-Content -LiteralPath $file -Value @'
Import-Module -Name BitbucketConnections
$null = Start-BitbucketSandbox
$null = New-BitbucketConnection -Name Old -WarningAction SilentlyContinue
Wait-BitbucketConnection -Name Old -TimeoutSeconds 2 -PollIntervalSeconds 1 -ErrorAction SilentlyContinue
'The end'
Stop-BitbucketSandbox
'@
        $shell = "'$([Environment]::ProcessPath)' '$PSHOME/pwsh.dll' -NoProfile $Option -File '$file'"
        $drawn = $null | script --quiet --return --command $shell /dev/null | Out-String

        $drawn | Should -Match 'The end'
        $drawn -match 'Waiting for connection Old' | Should -Be $Expected
    }

    It 'a removal <Case>' -ForEach @(
        @{ Case = 'at the end of the input fails with the remedy'; Options = @(); Answer = @(); Parameters = ''; Expected = 'ConfirmationNotPossible', 1 }
        @{ Case = 'in a non-interactive session fails with the remedy'; Options = @('-NonInteractive'); Answer = @(); Parameters = ''; Expected = 'ConfirmationNotPossible', 1 }
        @{ Case = 'reads the answer from redirected input'; Options = @(); Answer = @('y'); Parameters = ''; Expected = '', 0 }
        @{ Case = 'does not ask with -Confirm:$false'; Options = @('-NonInteractive'); Answer = @(); Parameters = '-Confirm:$false'; Expected = '', 0 }
    ) {
        $file = Join-Path -Path $TestDrive -ChildPath 'remove.ps1'
        Set-Content -LiteralPath $file -Value @"
Import-Module -Name BitbucketConnections
`$null = Start-BitbucketSandbox
`$null = New-BitbucketConnection -Name Old -WarningAction SilentlyContinue
`$id = try { Remove-BitbucketConnection -Name Old $Parameters } catch { (`$_.FullyQualifiedErrorId -split ',')[0]; "`$_" }
"id: `$id left: `$(@(Get-BitbucketConnection).Count)"
Stop-BitbucketSandbox
"@
        $text = $Answer | & ([Environment]::ProcessPath) "$PSHOME/pwsh.dll" -NoProfile @Options -File $file | Out-String
        $text | Should -Match "id: $($Expected[0]).*left: $($Expected[1])"
        if ($Expected[0]) {
            $text | Should -Match 'Remove-BitbucketConnection requires a confirmation.*-Confirm:\$false'
        }
    }

    It 'the caller''s preferences apply: <Name>' -ForEach @(
        @{ Name = 'WhatIfPreference'; Script = { $WhatIfPreference = $true; New-BitbucketConnection -Name New; Remove-BitbucketConnection -Name Old; (Get-BitbucketConnection).ConnectionName }; Expected = 'Old' }
        @{ Name = 'ConfirmPreference None'; Script = { $ConfirmPreference = 'None'; Remove-BitbucketConnection -Name Old; @(Get-BitbucketConnection).Count }; Expected = 0 }
        @{ Name = 'ErrorActionPreference SilentlyContinue'; Script = { $ErrorActionPreference = 'SilentlyContinue'; Get-BitbucketConnection -Name nope, Old | ForEach-Object ConnectionName }; Expected = 'Old' }
        @{ Name = 'ErrorActionPreference Stop'; Script = { $ErrorActionPreference = 'Stop'; try { Get-BitbucketConnection -Name nope } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }; Expected = 'ObjectNotFound' }
        @{ Name = 'Confirm:$false'; Script = { Remove-BitbucketConnection -Name Old -Confirm:$false; @(Get-BitbucketConnection).Count }; Expected = 0 }
        @{ Name = 'VerbosePreference'; Script = { $VerbosePreference = 'Continue'; @((Get-BitbucketConnection 4>&1).Where({ "$_" -match 'ListConnections' })).Count -gt 0 }; Expected = $true }
        @{ Name = 'ProgressPreference'; Script = {
                $shell = [powershell]::Create()
                $null = $shell.AddScript('$ProgressPreference = "SilentlyContinue"; Import-Module -Name BitbucketConnections; Wait-BitbucketConnection -Name Old -TimeoutSeconds 1 -PollIntervalSeconds 1 -ErrorAction SilentlyContinue').Invoke()
                $shell.Streams.Progress.Count
            }; Expected = 0
        }
    ) {
        Invoke-FreshSession -Arguments @{ Script = "$Script" } -Script {
            param($Script)
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name Old -WarningAction SilentlyContinue
            & ([scriptblock]::Create($Script))
            Stop-BitbucketSandbox
        } | Should -Be $Expected
    }

    It 'objects survive <Way> and pipe back into the module' -ForEach @(
        @{ Way = 'a job'; Script = { Start-Job -ScriptBlock { Import-Module -Name BitbucketConnections; Get-BitbucketConnection } | Receive-Job -Wait -AutoRemoveJob } }
        @{ Way = 'parallel runspaces'; Script = { 1 | ForEach-Object -Parallel { Import-Module -Name BitbucketConnections; Get-BitbucketConnection } } }
        @{ Way = 'a file of Export-Clixml'; Script = {
                $file = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "connection-$PID.xml"
                Get-BitbucketConnection | Export-Clixml -LiteralPath $file
                Import-Clixml -LiteralPath $file
                Remove-Item -LiteralPath $file
            }
        }
    ) {
        $seen = Invoke-FreshSession -Arguments @{ Script = "$Script" } -Script {
            param($Script)
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            $null = New-BitbucketConnection -Name Kept -Tag @{ Team = 'web' } -WarningAction SilentlyContinue
            $back = & ([scriptblock]::Create($Script))
            ($back | Get-BitbucketConnection).ConnectionName
            ($back | Get-BitbucketTag).Key
            $back | Remove-BitbucketConnection -Confirm:$false
            @(Get-BitbucketConnection).Count
            Stop-BitbucketSandbox
        }

        $seen | Should -Be @('Kept', 'Team', 0)
    }

    It 'calls use the proxy of <Variable>' -ForEach @(
        @{ Variable = 'HTTP_PROXY'; Endpoint = 'http://aws.invalid' }
        @{ Variable = 'HTTPS_PROXY'; Endpoint = 'https://aws.invalid' }
    ) {
        $seen = Invoke-FreshSession -Arguments @{ Variable = $Variable; Endpoint = $Endpoint } -Script {
            param($Variable, $Endpoint)
            Import-Module -Name BitbucketConnections
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            [Environment]::SetEnvironmentVariable($Variable, "http://127.0.0.1:$($listener.LocalEndpoint.Port)")
            $asked = [powershell]::Create().AddScript({
                    param($listener)
                    $client = $listener.AcceptTcpClient()
                    $reader = [IO.StreamReader]::new($client.GetStream())
                    $reader.ReadLine()
                    $client.Close()
                    $listener.Stop()
                }).AddArgument($listener)
            $handle = $asked.BeginInvoke()
            $common = @{ AccessKey = 'A'; SecretKey = 's'; Region = 'us-east-1' }
            $null = Get-BitbucketConnection @common -EndpointUrl $Endpoint -ErrorAction Ignore 2>&1 3>&1 -ErrorVariable ignored
            $asked.EndInvoke($handle)
        }

        $seen | Should -Match 'aws\.invalid'
    }

    It 'hosts of NO_PROXY and the sandbox are called without the proxy' {
        $seen = Invoke-FreshSession -Script {
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $env:HTTP_PROXY = $env:HTTPS_PROXY = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $env:NO_PROXY = 'aws.invalid'
            Import-Module -Name BitbucketConnections
            $null = Start-BitbucketSandbox
            (New-BitbucketConnection -Name Near -WarningAction SilentlyContinue).ConnectionName
            Stop-BitbucketSandbox
            try {
                Get-BitbucketConnection -AccessKey A -SecretKey s -Region us-east-1 -EndpointUrl http://aws.invalid
            }
            catch {
                ($_.FullyQualifiedErrorId -split ',')[0]
            }

            $listener.Pending()
        }

        $seen | Should -Be @('Near', 'EndpointUnreachable', $false)
    }
}
