using System;
using System.Collections.Generic;
using System.Globalization;

namespace Amazon.Protocol;

/// <summary>Names members as the AWS query protocol does: <c>Tags.member.1.Key</c>. A member that is not set is not sent.</summary>
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

    /// <summary>Adds a list of structures. An empty one is sent as an empty text, which the protocol tells from none.</summary>
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
