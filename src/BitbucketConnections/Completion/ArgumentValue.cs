using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>
/// Reads the value of an argument without running anything: constants, variables of the session or of the lines above, members of variables, texts with variables, and lists of these.
/// </summary>
internal static class ArgumentValue
{
    /// <summary>Reads an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="session">The session with the variables.</param>
    /// <returns>The value; null if it is not known before the command runs.</returns>
    public static object? Read(Ast? argument, SessionState session) => argument switch
    {
        ExpandableStringExpressionAst text => Expand(text, session),
        ConstantExpressionAst constant => constant.Value,
        VariableExpressionAst { Splatted: false } variable => Variable(variable.VariablePath, session) ?? Read(Assigned(variable), session),
        MemberExpressionAst { Static: false } member and not InvokeMemberExpressionAst => Member(member, session),
        ArrayLiteralAst list => List(list.Elements, session),
        ArrayExpressionAst list => List(list.SubExpression.Statements.Select(Expression), session),
        ParenExpressionAst group => Read(Expression(group.Pipeline), session),
        CommandExpressionAst expression => Read(expression.Expression, session),
        _ => null,
    };

    /// <summary>Gets the value of a variable.</summary>
    /// <param name="path">The name, possibly with a scope or <c>env:</c>.</param>
    /// <param name="session">The session.</param>
    /// <returns>The value; null if there is no such variable.</returns>
    public static object? Variable(VariablePath path, SessionState session) =>
        path.IsVariable ? session.PSVariable.GetValue(path.UserPath)
        : path.IsDriveQualified && path.DriveName.Equals("env", StringComparison.OrdinalIgnoreCase) ? Environment.GetEnvironmentVariable(path.UserPath.Substring(path.UserPath.IndexOf(':') + 1))
        : null;

    // In an editor, the lines above have not run. Their last assignment of a constant is the value.
    private static ConstantExpressionAst? Assigned(VariableExpressionAst variable)
    {
        Ast root = variable;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.FindAll(
            ast => ast is AssignmentStatementAst { Left: VariableExpressionAst left } && left.VariablePath.UserPath.Equals(variable.VariablePath.UserPath, StringComparison.OrdinalIgnoreCase)
                && ast.Extent.EndOffset <= variable.Extent.StartOffset,
            searchNestedScriptBlocks: true).Cast<AssignmentStatementAst>().Select(assignment => (assignment.Right as CommandExpressionAst)?.Expression).LastOrDefault() as ConstantExpressionAst;
    }

    private static ExpressionAst? Expression(StatementAst? statement) =>
        statement is PipelineAst { PipelineElements.Count: 1 } pipeline && pipeline.PipelineElements[0] is CommandExpressionAst only ? only.Expression : null;

    private static object? Member(MemberExpressionAst member, SessionState session) =>
        member.Member is StringConstantExpressionAst name && Read(member.Expression, session) is { } owner ? PSObject.AsPSObject(owner).Properties[name.Value]?.Value : null;

    private static object[]? List(IEnumerable<Ast?> elements, SessionState session)
    {
        var values = elements.Select(element => Read(element, session)).OfType<object>().ToArray();
        return values.Length == 0 ? null : values;
    }

    // Each variable in the text is at its own place, and the rest is already without escapes only in a constant. So a text with escapes is not read.
    private static string? Expand(ExpandableStringExpressionAst text, SessionState session)
    {
        var source = text.Extent.Text;
        if (source.IndexOf('`') >= 0 || source.Length < 2 || source[0] != '"')
        {
            return null;
        }

        var (result, position) = (string.Empty, text.Extent.StartOffset + 1);
        foreach (var nested in text.NestedExpressions)
        {
            if (nested is not VariableExpressionAst variable || Variable(variable.VariablePath, session) is not { } value)
            {
                return null;
            }

            result += source.Substring(position - text.Extent.StartOffset, nested.Extent.StartOffset - position) + value;
            position = nested.Extent.EndOffset;
        }

        return result + source.Substring(position - text.Extent.StartOffset, text.Extent.EndOffset - 1 - position);
    }
}
