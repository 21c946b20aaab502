using System.Collections.Generic;
using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>Writes the members of a REST request that are in its path or query string.</summary>
internal readonly struct RestPlaces
{
    private readonly DefaultRequest _request;

    public RestPlaces(DefaultRequest request) => _request = request;

    /// <summary>Writes the value of a label in the path.</summary>
    /// <exception cref="AmazonClientException">There is no value: the path would be the path of another operation.</exception>
    public RestPlaces Path(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new AmazonClientException($"The request has no {name}, which is part of its path.");
        }

        _request.AddPathResource("{" + name + "}", value);
        return this;
    }

    public RestPlaces Query(string name, string? value)
    {
        if (value is not null)
        {
            _request.Parameters.Add(name, value);
        }

        return this;
    }

    public RestPlaces Query(string name, int? value) => Query(name, value?.ToString(CultureInfo.InvariantCulture));

    public RestPlaces Query(string name, List<string>? values)
    {
        if (values is { Count: > 0 })
        {
            _request.ParameterCollection.Add(name, values);
        }

        return this;
    }
}
