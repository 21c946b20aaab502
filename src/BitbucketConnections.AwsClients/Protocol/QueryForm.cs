using System;
using System.Collections.Generic;
using System.Globalization;

namespace Amazon.Protocol;

/// <summary>Writes members with the names of the AWS query protocol, such as <c>Tags.member.1.Key</c>. Members that are not set are not sent.</summary>
internal readonly struct QueryForm
{
    private readonly IDictionary<string, string> _parameters;
    private readonly string _prefix;

    public QueryForm(IDictionary<string, string> parameters)
        : this(parameters, string.Empty)
    {
    }

    private QueryForm(IDictionary<string, string> parameters, string prefix)
    {
        _parameters = parameters;
        _prefix = prefix;
    }

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _parameters[_prefix + name] = value;
        }
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a structure.</summary>
    public void Add<T>(string name, T? value, Action<T, QueryForm> write)
        where T : class
    {
        if (value is not null)
        {
            write(value, new QueryForm(_parameters, $"{_prefix}{name}."));
        }
    }

    /// <summary>Adds a list of texts. An empty list is sent as an empty string, as for structures.</summary>
    public void Add(string name, List<string>? items)
    {
        if (items is null)
        {
            return;
        }

        if (items.Count == 0)
        {
            Add(name, string.Empty);
        }

        for (var i = 0; i < items.Count; i++)
        {
            Add($"{name}.member.{(i + 1).ToString(CultureInfo.InvariantCulture)}", items[i]);
        }
    }

    /// <summary>Adds a list of structures. An empty list is sent as an empty string: in this protocol, it differs from no list.</summary>
    public void Add<T>(string name, List<T>? items, Action<T, QueryForm> write)
    {
        if (items is null)
        {
            return;
        }

        if (items.Count == 0)
        {
            Add(name, string.Empty);
        }

        for (var i = 0; i < items.Count; i++)
        {
            var position = (i + 1).ToString(CultureInfo.InvariantCulture);
            write(items[i], new QueryForm(_parameters, $"{_prefix}{name}.member.{position}."));
        }
    }
}
