#Requires -Version 7.4
# Runs the AWS CLI in forks of one process, see aws_fork.py. Dot-source this file in BeforeAll.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Finds all AWS CLIs of this computer: the first on the path, and Debian's. A program with two names is found once.
function Find-AwsCli {
    $found = @(Get-Command -Name aws -CommandType Application -All -ErrorAction Ignore | ForEach-Object -MemberName Source)
    if (Test-Path -LiteralPath '/usr/bin/aws') {
        $found += '/usr/bin/aws'
    }

    $found | Select-Object -Unique | ForEach-Object -Process {
        @{
            Program = $_
            Version = ((& $_ --version 2>&1) -join ' ').Split(' ')[0]
        }
    } | Group-Object -Property { $_.Version } | ForEach-Object -Process { $_.Group[0] }
}

# Finds the Python of an AWS CLI. Null if the program is not a Python script of this version, or the system has no fork: run the program itself then.
function Find-AwsPython {
    param([string] $Program, [string] $Version)
    if ($IsWindows) {
        return
    }

    # The launchers of version managers are shell scripts. They start the first Python of the path.
    $interpreters = @("$(Get-Content -LiteralPath $Program -TotalCount 1)" -match '^#!(\S*python\S*)$' ? $Matches[1] : @()) + 'python3'
    foreach ($python in $interpreters.Where({ Get-Command -Name $_ -CommandType Application -ErrorAction Ignore })) {
        $found = & $python -c 'import awscli; print("aws-cli/" + awscli.__version__)' 2>$null
        if ($LASTEXITCODE -eq 0 -and $found -eq $Version) {
            return $python
        }
    }
}

# Starts the process for a program. Null if it can't be run this way.
function Start-AwsFork {
    param([string] $Program, [string] $Version)
    $python = Find-AwsPython -Program $Program -Version $Version
    if (-not $python) {
        return
    }

    $start = [Diagnostics.ProcessStartInfo]::new($python, [string[]] @("$PSScriptRoot/aws_fork.py"))
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    @{
        Process = [Diagnostics.Process]::Start($start)
        Output  = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "aws-fork-$([guid]::NewGuid().ToString('N'))"
    }
}

# Runs the AWS CLI once, with the environment of this process. Returns its exit code and its output.
function Invoke-AwsFork {
    param([hashtable] $Fork, [string[]] $Arguments)
    $request = @{ arguments = $Arguments; environment = [Environment]::GetEnvironmentVariables(); folder = $PWD.ProviderPath; output = $Fork.Output }
    $Fork.Process.StandardInput.WriteLine((ConvertTo-Json -InputObject $request -Compress))
    $code = $Fork.Process.StandardOutput.ReadLine()
    if ($null -eq $code) {
        throw 'The process that runs the AWS CLI ended.'
    }

    [int] $code
    "$(Get-Content -LiteralPath $Fork.Output -Raw)"
}

function Stop-AwsFork {
    param([hashtable] $Fork)
    $Fork.Process.StandardInput.Close()
    $Fork.Process.WaitForExit()
    Remove-Item -LiteralPath $Fork.Output -ErrorAction Ignore
}
