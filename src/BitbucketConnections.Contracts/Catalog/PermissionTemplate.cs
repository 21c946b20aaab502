using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>
/// Fills the permissions of the catalog with the values of an action. A variable becomes <c>*</c>, but only in its part of an ARN: each resource has
/// the account, and the Region if the service has Regions.
/// </summary>
public static class PermissionTemplate
{
    private const string SecretType = "SECRETS_MANAGER";

    /// <summary>Fills the permissions that an action can need.</summary>
    /// <param name="permissions">The permissions of its type.</param>
    /// <param name="keys">The keys of its type.</param>
    /// <param name="action">The action, or a rule in the form of an action.</param>
    /// <param name="scope">The parts of ARNs from its pipeline.</param>
    /// <returns>The permissions.</returns>
    public static IEnumerable<NeededRights> Fill(
        IEnumerable<PermissionFacts> permissions, IReadOnlyList<ConfigurationKeyFacts> keys, PipelineAction action, PermissionScope scope) =>
        permissions.Where(permission => permission.When.All(condition => condition.MayHold(action)))
            .Select(permission => new Filler(keys, action, scope).Fill(permission));

    /// <summary>Fills the permissions of one action, and collects the values that the policy can't contain exactly.</summary>
    private sealed class Filler
    {
        private readonly IReadOnlyList<ConfigurationKeyFacts> _keys;
        private readonly PipelineAction _action;
        private readonly PermissionScope _scope;
        private readonly List<(string Key, bool HasVariable)> _widened = [];

        public Filler(IReadOnlyList<ConfigurationKeyFacts> keys, PipelineAction action, PermissionScope scope) => (_keys, _action, _scope) = (keys, action, scope);

        public NeededRights Fill(PermissionFacts facts)
        {
            var widened = new List<WidenedValue>();
            IReadOnlyList<string> Collect(string template)
            {
                var texts = Texts(template);
                widened.AddRange(_widened.Select(value => new WidenedValue(value.Key, value.HasVariable, texts[0])));
                _widened.Clear();
                return texts;
            }

            var resources = facts.Resources.Select(Collect).ToList();
            var condition = facts.Condition is { } given ? Fill(given) : null;
            var inCondition = _widened.Concat(facts.When.Where(when => when.DependsOnVariable(_action)).Select(when => (Key: when.Key!, HasVariable: true)));
            widened.AddRange(inCondition.Select(value => new WidenedValue(value.Key, value.HasVariable, resources[0][0])));
            return new NeededRights { Facts = facts, Resources = resources, Condition = condition, Widened = widened };
        }

        // Only the operator StringLike has wildcards, and a condition key has none: without the condition, the statement still has the account and the Region.
        private PermissionConditionFacts? Fill(PermissionConditionFacts facts)
        {
            var key = Texts(facts.Key)[0];
            var count = _widened.Count;
            var values = facts.Values.SelectMany(Texts).ToList();
            return key.IndexOf('*') >= 0 ? null
                : new PermissionConditionFacts { Operator = _widened.Count > count ? facts.Operator.Replace("Equals", "Like") : facts.Operator, Key = key, Values = values };
        }

        // A list gives one text for each element.
        private IReadOnlyList<string> Texts(string template)
        {
            var filled = new List<(string Text, string Open)> { (string.Empty, template) };
            while (filled.Exists(part => part.Open.Length > 0))
            {
                filled = filled.SelectMany(part => Next(part.Text, part.Open)).ToList();
            }

            return filled.ConvertAll(part => part.Text);
        }

        private List<(string Text, string Open)> Next(string text, string rest)
        {
            var (start, end) = (rest.IndexOf('{'), rest.IndexOf('}'));
            if (start < 0)
            {
                return [(text + rest, string.Empty)];
            }

            var (before, name, after) = (text + rest.Substring(0, start), rest.Substring(start + 1, end - start - 1), rest.Substring(end + 1));
            return Values(name, isWhole: before.Length == 0 && after.Length == 0).Select(value => (value.After(before, after), after)).ToList();
        }

        private List<TemplateValue> Values(string name, bool isWhole) => name switch
        {
            "partition" => [new TemplateValue(_scope.Partition, false, false)],
            "region" => [new TemplateValue(_scope.Region, false, false)],
            "account" => [new TemplateValue(_scope.AccountId, false, false)],
            "pipelineName" => [new TemplateValue(_scope.PipelineName, false, false)],
            "SecretArn" => Noted("environmentVariables", (_action.EnvironmentVariables ?? []).Where(variable => variable.Type == SecretType).Select(variable => Secret(variable.Value))),
            "StateMachineExecutionArn" => Values("StateMachineArn", isWhole: true).Select(machine => machine with { Text = Executions(machine.Text) }).ToList(),
            _ => Noted(name, OfKey(name, isWhole)),
        };

        private IEnumerable<TemplateValue> OfKey(string name, bool isWhole)
        {
            var key = _keys.First(known => known.Name == name);
            var pattern = isWhole && key.ArnPattern is { } template ? Texts(template)[0] : null;
            if (_action.Configuration is not { } configuration || !configuration.TryGetValue(name, out var value) || value.Length == 0)
            {
                return [pattern is null ? TemplateValue.Missing : new TemplateValue(pattern, false, false)];
            }

            var elements = key.ElementsOf(value).Where(element => element.Length > 0);
            return elements.DefaultIfEmpty("*").Select(element => pattern is null ? TemplateValue.Part(element) : TemplateValue.WholeArn(element, pattern));
        }

        // The value is the name or ARN of a secret, and can continue with the key of its JSON and a version. An ARN ends with six characters of Secrets Manager.
        private TemplateValue Secret(string value)
        {
            var part = TemplateValue.Part(value);
            var pieces = part.Text.Split(':');
            var start = $"arn:{_scope.Partition}:secretsmanager:{_scope.Region}:{_scope.AccountId}:secret:";
            return pieces[0] != "arn" ? part with { Text = $"{start}{pieces[0]}-??????" }
                : Arn.TryParse(string.Join(":", pieces.Take(7)), out var arn) && arn.Service == "secretsmanager" && arn.Region.IndexOf('*') < 0 ? part with { Text = arn.ToString() }
                : part with { Text = start + "*", IsReplaced = true };
        }

        // A version or an alias of a state machine follows its name.
        private static string Executions(string machine)
        {
            var pieces = machine.Split(':');
            pieces[5] = "execution";
            return string.Join(":", pieces.Take(7)) + ":*";
        }

        private List<TemplateValue> Noted(string key, IEnumerable<TemplateValue> values)
        {
            var list = values.ToList();
            _widened.AddRange(list.Where(value => value.IsWidened).Select(value => (key, value.HasVariable)));
            return list;
        }
    }
}
