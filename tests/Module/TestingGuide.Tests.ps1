#Requires -Version 7.4
# The examples of docs/testing.md, as they are on the page.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $python = @('/usr/bin/python3', 'python3').Where({
            (Get-Command -Name $_ -CommandType Application -ErrorAction Ignore) -and (& { & $_ -c 'import boto3, pytest' 2>$null; $LASTEXITCODE -eq 0 })
        })[0]
    $noPytest = $python ? $null : 'no Python with boto3 and pytest is installed'
    $noShell = $IsWindows ? 'Windows has no POSIX shell' : (Test-Path -LiteralPath '/usr/bin/aws') ? $null : 'the AWS CLI is not installed'
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $folder = (New-Item -ItemType Directory -Path (Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "testing-guide-$([guid]::NewGuid().ToString('N'))")).FullName
    $page = Get-Content -LiteralPath "$repositoryRoot/docs/testing.md" -Raw
    foreach ($example in [regex]::Matches($page, '(?ms)^```\w+ file=(\S+)\n(.*?)^```$')) {
        Set-Content -LiteralPath "$folder/$($example.Groups[1].Value)" -Value $example.Groups[2].Value -NoNewline
    }

    # The PowerShell of this test, for programs that call pwsh.
    $program = @([Environment]::ProcessPath)
    if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
        $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
    }

    $command, [string[]] $first = $program
}

AfterAll {
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'docs/testing.md' {
    AfterEach {
        Stop-BitbucketSandbox
    }

    It 'has these files' {
        (Get-ChildItem -LiteralPath $folder -File).Name | Sort-Object | Should -Be 'ci.sh', 'New-Delivery.ps1', 'New-Delivery.Tests.ps1', 'test_delivery.py'
    }

    It 'tests a script with Pester' {
        $pester = $testTools[@($testTools.Keys.Where({ $_ -like 'Pester/*' }))[0]]
        $run = "Import-Module -Name '$pester/tools/Pester.psd1'; `$result = Invoke-Pester -Path '$folder/New-Delivery.Tests.ps1' -PassThru -Output None; `$result.Failed.ErrorRecord; 'passed {0}, failed {1}' -f `$result.PassedCount, `$result.FailedCount"
        $log = @(& $command @first -NoProfile -NonInteractive -Command $run 2>&1)
        $log[-1] | Should -BeExactly 'passed 3, failed 0' -Because ($log -join "`n")
    }

    It 'tests a program with pytest' -ForEach @{ Python = $python; Missing = $noPytest } {
        if ($Missing) {
            Set-ItResult -Skipped -Because $Missing
            return
        }

        $null = Start-BitbucketSandbox
        $log = @(& $Python -m pytest -q -p no:cacheprovider "$folder/test_delivery.py" 2>&1)
        $log[-1] | Should -BeLike '2 passed*' -Because ($log -join "`n")
        Write-Information -MessageData "pytest ran with $Python"
    }

    It 'leaves the whole state in the file, and no token, when the process ends: <End>' -ForEach @(
        @{ End = 'exit'; Waits = $false }
        if (-not $IsWindows) {
            @{ End = 'SIGTERM'; Waits = $true }
        }
    ) {
        $path = "$folder/end-$End.json"
        $run = "Import-Module -Name BitbucketConnections; `$null = Start-BitbucketSandbox -Path '$path'; `$null = New-BitbucketConnection -Name kept -WarningAction Ignore; [Console]::WriteLine((Get-BitbucketSandbox).ControlTokenPath)"
        if ($Waits) {
            $run += '; $null = [Console]::In.ReadLine()'
        }

        $start = [Diagnostics.ProcessStartInfo]::new($command, [string[]] @($first) + @('-NoProfile', '-NonInteractive', '-Command', $run))
        $start.RedirectStandardOutput = $start.RedirectStandardInput = $true
        $process = [Diagnostics.Process]::Start($start)
        $token = $process.StandardOutput.ReadLine()
        if ($Waits) {
            & kill -s TERM $process.Id
        }

        $process.WaitForExit(30000) | Should -BeTrue
        Test-Path -LiteralPath $token, "$path.journal", "$path.lock" | Should -Be $false, $false, $false
        Get-Content -LiteralPath $path -Raw | Should -BeLike '*"kept"*'
    }

    It 'runs a CI job' -ForEach @{ Missing = $noShell } {
        if ($Missing) {
            Set-ItResult -Skipped -Because $Missing
            return
        }

        # The job has a fixed port, like the jobs of users; here other tests run at the same time.
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        (Get-Content -LiteralPath "$folder/ci.sh" -Raw).Replace('4566', "$port") | Set-Content -LiteralPath "$folder/ci.sh" -NoNewline
        $bin = (New-Item -ItemType Directory -Path "$folder/bin").FullName
        Set-Content -LiteralPath "$bin/pwsh" -Value "#!/bin/sh`nexec '$($program -join "' '")' `"`$@`""
        & chmod +x "$bin/pwsh"
        $log = @(& /bin/sh -c "cd '$folder' && PATH='${bin}:/usr/bin:'`"`$PATH`" sh ci.sh" 2>&1)
        $LASTEXITCODE | Should -Be 0 -Because ($log -join "`n")
        $log[-1] | Should -BeExactly 'AVAILABLE'
    }
}
