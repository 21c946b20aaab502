#Requires -Version 7.4
# Runs the AWS CLI in forks of one process, see aws_fork.py. Dot-source this file in BeforeAll.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Starts the process for a program. Null if the program is not a Python script of this version, or the system has no fork: run the program itself then.
function Start-AwsFork {
    param([string] $Program, [string] $Version)
    if ($IsWindows) {
        return
    }

    # The launchers of version managers are shell scripts. They start the first Python of the path.
    $interpreters = @("$(Get-Content -LiteralPath $Program -TotalCount 1)" -match '^#!(\S*python\S*)$' ? $Matches[1] : @()) + 'python3'
    foreach ($python in $interpreters.Where({ Get-Command -Name $_ -CommandType Application -ErrorAction Ignore })) {
        $found = & $python -c 'import awscli; print("aws-cli/" + awscli.__version__)' 2>$null
        if ($LASTEXITCODE -eq 0 -and $found -eq $Version) {
            $start = [Diagnostics.ProcessStartInfo]::new($python, [string[]] @("$PSScriptRoot/aws_fork.py"))
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
            return @{
                Process = [Diagnostics.Process]::Start($start)
                Output  = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "aws-fork-$([guid]::NewGuid().ToString('N'))"
            }
        }
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
