using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Targets;

namespace BitbucketConnections.Binding.Inputs;

/// <summary>
/// Sets the parameters of a cmdlet from the properties of piped objects, such as the rows of a CSV file, or from the keys of hashtables. PowerShell's own
/// binding by property name is not used, because it reads no hashtables, would read properties of objects that are meant as a whole, and refuses the empty
/// cells of a table. An argument on the command line takes precedence.
/// </summary>
internal sealed class ParameterRow
{
    private static readonly string[] s_credentials = ["AccessKey", "SecretKey", "SecretAccessKey", "SessionToken", "Credential"];
    private readonly PSCmdlet _cmdlet;
    private readonly HashSet<string> _arguments;
    private readonly List<RowParameter> _parameters;
    private readonly Dictionary<RowParameter, object?> _initial;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ParameterRow"/> class. Create it in BeginProcessing, before pipeline input is bound.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="excluded">The class whose parameters are not set.</param>
    public ParameterRow(PSCmdlet cmdlet, Type excluded)
    {
        _cmdlet = cmdlet;
        _arguments = new HashSet<string>(cmdlet.MyInvocation.BoundParameters.Keys, StringComparer.Ordinal);
        _parameters = cmdlet.GetType().GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true) && property.DeclaringType != excluded && property.Name != "InputObject")
            .Select(property => new RowParameter(property)).ToList();
        _initial = _parameters.ToDictionary(parameter => parameter, parameter => (object?)parameter.Property.GetValue(cmdlet));
    }

    /// <summary>Determines whether a parameter has a value, from the command line or the current object.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    public bool IsGiven(string parameter) => _arguments.Contains(parameter) || _given.Contains(parameter);

    /// <summary>Determines whether the current object has the value of a parameter.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    public bool IsOfInput(string parameter) => _given.Contains(parameter);

    /// <summary>Determines whether a parameter is specified on the command line.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    public bool IsArgument(string parameter) => _arguments.Contains(parameter);

    /// <summary>Gets the parameters of a list that have a value.</summary>
    /// <param name="parameters">The names of parameters.</param>
    public IEnumerable<string> Given(IEnumerable<string> parameters) => parameters.Where(IsGiven);

    /// <summary>Gives all parameters the values of the command line, or their defaults.</summary>
    public void Reset()
    {
        _given.Clear();
        foreach (var entry in _initial)
        {
            entry.Key.Property.SetValue(_cmdlet, entry.Value);
        }
    }

    /// <summary>Sets a parameter.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="value">The value.</param>
    public void Set(string parameter, object value)
    {
        _given.Add(parameter);
        _parameters.Find(p => p.Property.Name == parameter)!.Property.SetValue(_cmdlet, value);
    }

    /// <summary>Sets the parameters from an object or hashtable. Empty properties count as omitted, and other properties are ignored.</summary>
    /// <param name="input">The object or hashtable.</param>
    /// <param name="accepted">What the cmdlet accepts, as a sentence.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with a finding for each value that is not valid, or if the object has no value of a parameter.</exception>
    public void Bind(PipedInput input, string accepted)
    {
        var members = Members(PSObject.AsPSObject(input.Value));
        if (members.FirstOrDefault(member => s_credentials.Contains(member.Key, StringComparer.OrdinalIgnoreCase) && !IsEmpty(member.Value)).Key is { } secret)
        {
            throw ServiceException.FromFindings([new Finding("CredentialsInInput", $"The input has the member {secret}, but credentials can't be in an input. Use -ProfileName, -Credential or the parameters for keys.")]);
        }

        var findings = new List<Finding>();
        if (input.Value is IDictionary)
        {
            // As for an argument, a variable that was never set must not mean the default.
            findings.AddRange(members.Where(member => IsName(member.Key) && IsEmpty(member.Value))
                .Select(member => new Finding("InvalidInputValue", $"The value of '{member.Key}' is null or empty. Specify a value, or remove the key.")));
        }

        foreach (var parameter in _parameters)
        {
            // The name of the parameter takes precedence over its aliases.
            var name = parameter.Names.FirstOrDefault(candidate => members.TryGetValue(candidate, out var found) && !IsEmpty(found));
            if (name is not null && !_arguments.Contains(parameter.Property.Name) && Bind(parameter, name, members[name]!) is { } finding)
            {
                findings.Add(finding);
            }
        }

        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings);
        }

        if (_given.Count == 0 && !members.Keys.Any(IsName))
        {
            throw NewInput.Unexpected(input, accepted);
        }

        // A hashtable is written for this command, so a key that it can't use is a mistake. A table may have more columns.
        if (input.Value is IDictionary && members.Keys.FirstOrDefault(key => !IsName(key)) is { } unknown)
        {
            throw ServiceException.FromFindings([new Finding("UnknownInputKey", $"The hashtable has the key '{unknown}', which is not the name of a parameter that a piped object can set.")]);
        }
    }

    /// <summary>Creates the error for values that neither the command line nor the object has.</summary>
    /// <param name="missing">The names of the parameters.</param>
    /// <param name="hint">A sentence about the input; null for none.</param>
    public ServiceException Missing(IReadOnlyList<string> missing, string? hint = null)
    {
        var names = missing.Select(name => _parameters.Find(p => p.Property.Name == name)!.Names).ToList();
        return ServiceException.FromFindings([new Finding(
            "RequiredValueMissing",
            $"The input has no value for {string.Join(", ", missing)}. Specify {string.Join(", ", missing.Select(name => "-" + name))}, or pipe objects with the property {string.Join(", ", names.Select(all => string.Join(" or ", all)))}."
            + (hint is null ? string.Empty : " " + hint))]);
    }

    private bool IsName(string member) => _parameters.Exists(parameter => parameter.Names.Contains(member, StringComparer.OrdinalIgnoreCase));

    private Finding? Bind(RowParameter parameter, string name, object value)
    {
        try
        {
            Set(parameter.Property.Name, parameter.Read(Unwrap(value)!)!);
            return null;
        }
        catch (ArgumentTransformationMetadataException wrong)
        {
            return new Finding("InvalidInputValue", $"The value of '{name}' is not valid for -{parameter.Property.Name}: {wrong.Message}");
        }
        catch (ServiceException wrong) when (wrong.Kind == ServiceErrorKind.InvalidInput)
        {
            return new Finding(wrong.Condition ?? "InvalidInputValue", wrong.Message);
        }
    }

    private static Dictionary<string, object?> Members(PSObject value)
    {
        var members = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.BaseObject is IDictionary map ? InputMembers.Entries(map) : Properties(value))
        {
            if (members.ContainsKey(member.Key))
            {
                throw ServiceException.FromFindings([new Finding("DuplicateInputKey", $"The hashtable has the key '{member.Key}' twice, in different case. Specify it once.")]);
            }

            members.Add(member.Key, member.Value);
        }

        return members;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(PSObject value) =>
        value.Properties.Where(property => property.IsGettable).Select(property => new KeyValuePair<string, object?>(property.Name, property.Value));

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    // A cell of a table is always text.
    private static bool IsEmpty(object? value) => Unwrap(value) switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        ICollection many => many.Count == 0,
        _ => false,
    };
}
