#Requires -Version 7.4
# Functions that wait for events, for Support.ps1 and for the scripts of other processes.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# How long a test waits for something that must happen, before it is a failure. It only ends a test that hangs.
$hangLimit = 30

# Waits until a command in another runspace has written records, and returns at once when it has.
function Wait-Record {
    param(
        # A stream or the output of the command.
        [Parameter(Mandatory)]
        [object] $Records,

        # The condition that a record must meet.
        [scriptblock] $Filter = { $true },

        [int] $Count = 1
    )

    $id = [guid]::NewGuid().ToString()
    $null = Register-ObjectEvent -InputObject $Records -EventName DataAdded -SourceIdentifier $id
    try {
        # An index, because an enumeration waits for the end of the command.
        for ($next = $found = 0; $found -lt $Count; $next++) {
            while ($next -ge $Records.Count) {
                if ($null -eq (Wait-Event -SourceIdentifier $id -Timeout $hangLimit)) {
                    throw "The command wrote $found records in $hangLimit s, not $Count."
                }

                Remove-Event -SourceIdentifier $id
            }

            if ($Records[$next] | Where-Object -FilterScript $Filter) {
                $found++
            }
        }
    }
    finally {
        Unregister-Event -SourceIdentifier $id
        Remove-Event -SourceIdentifier $id -ErrorAction Ignore
    }
}

# Waits until a file exists, and returns it.
function Wait-File {
    param([string] $Folder, [string] $Filter)
    $id = [guid]::NewGuid().ToString()
    $watcher = [IO.FileSystemWatcher]::new($Folder, $Filter)
    $null = Register-ObjectEvent -InputObject $watcher -EventName Created -SourceIdentifier $id
    try {
        $watcher.EnableRaisingEvents = $true
        if (-not (Get-ChildItem -Path "$Folder/$Filter") -and $null -eq (Wait-Event -SourceIdentifier $id -Timeout $hangLimit)) {
            throw "No $Filter was created in $hangLimit s."
        }

        Get-ChildItem -Path "$Folder/$Filter"
    }
    finally {
        Unregister-Event -SourceIdentifier $id
        Remove-Event -SourceIdentifier $id -ErrorAction Ignore
        $watcher.Dispose()
    }
}
