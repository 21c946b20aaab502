#Requires -Version 7.4
# Writes the help file that Get-Help reads (MAML). The text comes from Markdown, the syntax from the command.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

class MamlWriter {
    hidden static [string] $Command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    hidden static [string] $Maml = 'http://schemas.microsoft.com/maml/2004/10'
    hidden static [string] $Dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

    hidden [Xml.XmlWriter] $Writer
    hidden [string[]] $CommonParameters

    MamlWriter([string] $path) {
        $this.CommonParameters = [Management.Automation.PSCmdlet]::CommonParameters
        $settings = [Xml.XmlWriterSettings]::new()
        $settings.Indent = $true
        $settings.Encoding = [Text.UTF8Encoding]::new($false)
        $this.Writer = [Xml.XmlWriter]::Create($path, $settings)
        $this.Writer.WriteStartElement('helpItems', 'http://msh')
        $this.Writer.WriteAttributeString('schema', 'maml')
    }

    [void] Close() {
        $this.Writer.WriteEndElement()
        $this.Writer.Dispose()
    }

    # Gets the command's own parameters, of one set or of all sets.
    [object[]] OwnParameters([object[]] $parameters) {
        return @($parameters).Where({ $_.Name -notin $this.CommonParameters })
    }

    [void] WriteCommand([Management.Automation.CmdletInfo] $cmdlet, [MarkdownHelp] $help, [hashtable] $parameterTexts) {
        $this.Start('command', 'command')
        $this.Writer.WriteAttributeString('xmlns', 'maml', $null, [MamlWriter]::Maml)
        $this.Writer.WriteAttributeString('xmlns', 'dev', $null, [MamlWriter]::Dev)

        $this.Start('command', 'details')
        $this.Element('command', 'name', $cmdlet.Name)
        $this.Element('command', 'verb', $cmdlet.Verb)
        $this.Element('command', 'noun', $cmdlet.Noun)
        $this.Text('description', $help.Section('SYNOPSIS').Lines)
        $this.End()

        $this.Text('description', $help.Section('DESCRIPTION').Lines)
        $this.WriteSyntax($cmdlet)
        $this.WriteParameters($cmdlet, $parameterTexts)
        $this.WriteTypes('inputTypes', 'inputType', $help.Parts('INPUTS'))
        $this.WriteTypes('returnValues', 'returnValue', $help.Parts('OUTPUTS'))
        $this.WriteNotes($help)
        $this.WriteExamples($help)
        $this.WriteLinks($help)
        $this.End()
    }

    hidden [void] WriteSyntax([Management.Automation.CmdletInfo] $cmdlet) {
        $this.Start('command', 'syntax')
        foreach ($set in [Linq.Enumerable]::OrderByDescending[object, bool]($cmdlet.ParameterSets, [Func[object, bool]] { param($candidate) $candidate.IsDefault })) {
            $this.Start('command', 'syntaxItem')
            $this.Element('maml', 'name', $cmdlet.Name)
            $ordered = $this.OwnParameters($set.Parameters) | Sort-Object -Stable -Property { $_.Position -lt 0 ? [int]::MaxValue : $_.Position }, { -not $_.IsMandatory }
            foreach ($parameter in $ordered) {
                $this.WriteParameter($parameter, $null, $null)
            }

            $this.End()
        }

        $this.End()
    }

    hidden [void] WriteParameters([Management.Automation.CmdletInfo] $cmdlet, [hashtable] $texts) {
        $this.Start('command', 'parameters')
        foreach ($name in $this.OwnParameters($cmdlet.Parameters.Values).ForEach({ $_.Name }) | Sort-Object) {
            $inSets = $cmdlet.ParameterSets.Parameters.Where({ $_.Name -eq $name })
            $this.WriteParameter($inSets[0], $inSets, $texts[$name])
        }

        $this.End()
    }

    # Writes a parameter. In the syntax ($inSets is null), its text is omitted.
    hidden [void] WriteParameter([object] $parameter, [object[]] $inSets, [string[]] $paragraphs) {
        $sets = $null -eq $inSets ? @($parameter) : $inSets
        $isArray = $parameter.ParameterType.IsArray
        $wildcards = $parameter.Attributes.Where({ $_ -is [Management.Automation.SupportsWildcardsAttribute] }).Count -gt 0
        $pipeline = @(
            if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }
            if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
        )
        $isRequired = $sets.IsMandatory -notcontains $false
        $position = ($sets.Position | Sort-Object -Descending)[0]

        $this.Start('command', 'parameter')
        $this.Attribute('required', "$isRequired".ToLowerInvariant())
        $this.Attribute('variableLength', "$isArray".ToLowerInvariant())
        $this.Attribute('globbing', "$wildcards".ToLowerInvariant())
        $this.Attribute('pipelineInput', $pipeline.Count -gt 0 ? "True ($($pipeline -join ', '))" : 'False')
        $this.Attribute('position', $position -lt 0 ? 'named' : "$position")
        $this.Attribute('aliases', $parameter.Aliases.Count -gt 0 ? ($parameter.Aliases -join ', ') : 'none')
        $this.Element('maml', 'name', $parameter.Name)

        $defaultValue = $null
        if ($null -ne $inSets) {
            $defaultValue = $paragraphs.Where({ $_ -match '^Default value: (.+)$' }).ForEach({ $_ -replace '^Default value: ' })
            $this.Paragraphs('description', $paragraphs.Where({ $_ -notmatch '^Default value: ' }))
        }

        $typeName = [MamlWriter]::TypeName($parameter.ParameterType)
        if ($parameter.ParameterType -ne [switch]) {
            $this.Start('command', 'parameterValue')
            $this.Attribute('required', 'true')
            $this.Attribute('variableLength', "$isArray".ToLowerInvariant())
            $this.Writer.WriteString($typeName)
            $this.End()
        }

        $this.WriteChoices($parameter)
        $this.Start('dev', 'type')
        $this.Element('maml', 'name', $typeName)
        $this.End()
        if ($defaultValue) {
            $this.Element('dev', 'defaultValue', "$defaultValue")
        }

        $this.End()
    }

    hidden [void] WriteChoices([object] $parameter) {
        $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
        $set = $parameter.Attributes.Where({ $_ -is [Management.Automation.ValidateSetAttribute] })
        $choices = $type.IsEnum ? [Enum]::GetNames($type) : $(if ($set.Count -gt 0) { $set[0].ValidValues })
        if ($choices) {
            $this.Start('command', 'parameterValueGroup')
            foreach ($choice in $choices) {
                $this.Element('command', 'parameterValue', $choice)
            }

            $this.End()
        }
    }

    hidden [void] WriteTypes([string] $list, [string] $item, [MarkdownSection[]] $types) {
        $this.Start('command', $list)
        foreach ($type in $types) {
            $this.Start('command', $item)
            $this.Start('dev', 'type')
            $this.Element('maml', 'name', $type.Title)
            $this.End()
            $this.Text('description', $type.Lines)
            $this.End()
        }

        $this.End()
    }

    hidden [void] WriteNotes([MarkdownHelp] $help) {
        $notes = $help.Section('NOTES')
        if ($null -ne $notes) {
            $this.Start('maml', 'alertSet')
            $this.Text('alert', $notes.Lines)
            $this.End()
        }
    }

    hidden [void] WriteExamples([MarkdownHelp] $help) {
        $this.Start('command', 'examples')
        foreach ($example in $help.Parts('EXAMPLES')) {
            $this.Start('command', 'example')
            $this.Element('maml', 'title', "--- $($example.Title) ---")
            $this.Element('dev', 'code', [MarkdownHelp]::Code($example.Lines))
            $this.Start('dev', 'remarks')
            foreach ($paragraph in [MarkdownHelp]::Paragraphs($example.Lines)) {
                $this.Element('maml', 'para', $paragraph)
            }

            $this.End()
            $this.End()
        }

        $this.End()
    }

    # Get-Help -Online opens the first link.
    hidden [void] WriteLinks([MarkdownHelp] $help) {
        $this.Start('command', 'relatedLinks')
        $this.WriteLink('Online version', $help.FrontMatter['HelpUri'])
        foreach ($line in $help.Section('RELATED LINKS').Lines) {
            if ($line -match '^- \[([^\]]+)\]\(([^)]+)\)') {
                $this.WriteLink($Matches[1], $Matches[2].StartsWith('http') ? $Matches[2] : '')
            }
        }

        $this.End()
    }

    hidden [void] WriteLink([string] $title, [string] $uri) {
        $this.Start('maml', 'navigationLink')
        $this.Element('maml', 'linkText', $title)
        $this.Element('maml', 'uri', $uri)
        $this.End()
    }

    hidden [void] Text([string] $element, [Collections.Generic.IEnumerable[string]] $lines) {
        $this.Paragraphs($element, [MarkdownHelp]::Paragraphs($lines))
    }

    hidden [void] Paragraphs([string] $element, [string[]] $paragraphs) {
        $this.Start('maml', $element)
        foreach ($paragraph in $paragraphs) {
            $this.Element('maml', 'para', $paragraph)
        }

        $this.End()
    }

    hidden [void] Start([string] $prefix, [string] $name) {
        $namespace = switch ($prefix) {
            'command' { [MamlWriter]::Command }
            'maml' { [MamlWriter]::Maml }
            'dev' { [MamlWriter]::Dev }
        }
        $this.Writer.WriteStartElement($prefix, $name, $namespace)
    }

    hidden [void] End() {
        $this.Writer.WriteEndElement()
    }

    hidden [void] Attribute([string] $name, [string] $value) {
        $this.Writer.WriteAttributeString($name, $value)
    }

    hidden [void] Element([string] $prefix, [string] $name, [string] $value) {
        $this.Start($prefix, $name)
        $this.Writer.WriteString($value)
        $this.End()
    }

    hidden static [string] TypeName([type] $type) {
        $inner = [Nullable]::GetUnderlyingType($type) ?? $type
        return $inner.Name
    }
}
