using System;
using System.Management.Automation;

namespace BitbucketConnections.Completion;

/// <summary>Declares that a parameter takes free text or an object, so that Tab does not offer the files of the current folder.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CompletesNothingAttribute : ArgumentCompleterAttribute
{
    public CompletesNothingAttribute()
        : base(typeof(NothingCompleter))
    {
    }
}
