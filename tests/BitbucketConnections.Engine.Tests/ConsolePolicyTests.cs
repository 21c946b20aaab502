using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// The policies of this module next to the console's default policy. <c>ConsoleServiceRolePolicy.json</c> has the actions and resources of AWS's pages.
/// An action that this module does not allow has a reason there.
/// </summary>
public sealed class ConsolePolicyTests
{
    [Fact]
    public void The_policy_for_a_type_has_what_the_consoles_policy_has_or_a_reason()
    {
        var (wrong, compared) = (new List<string>(), 0);
        foreach (var statement in JsonNode.Parse(File.ReadAllText(Fixture()))!.AsArray())
        {
            var reasons = statement!["notGranted"]?.AsObject();
            foreach (var type in RoleHarness.Texts(statement["types"]))
            {
                var forms = CatalogUsers.All().Where(form => form.Type == type || type == "Every pipeline").ToList();
                Assert.NotEmpty(forms);
                foreach (var action in RoleHarness.Texts(statement["actions"]))
                {
                    compared++;
                    bool IsGranted(CatalogUsers.Form form) => Statements(form).Any(own => own.Actions.Any(allowed => IamWildcard.IsMatch(allowed, action)));
                    var isGranted = type == "Every pipeline" ? forms.TrueForAll(IsGranted) : forms.Exists(IsGranted);
                    if (isGranted == (reasons?.ContainsKey(action) == true))
                    {
                        wrong.Add($"{type}: {action} is {(isGranted ? "allowed, but has a reason not to be" : "not allowed, and has no reason")} ({statement["source"]})");
                    }
                }
            }
        }

        Assert.Equal(string.Empty, string.Join("\n", wrong));
        Assert.True(compared > 120, $"Only {compared} actions were compared.");
    }

    [Fact]
    public void Where_the_consoles_policy_allows_all_resources_this_modules_policy_does_so_only_with_a_reason()
    {
        foreach (var form in CatalogUsers.All())
        {
            var reasons = form.Facts.Where(facts => facts.Reason is not null).SelectMany(facts => facts.Actions).ToHashSet(StringComparer.Ordinal);
            Assert.All(Statements(form).Where(own => own.Resources.Contains("*")).SelectMany(own => own.Actions), action => Assert.Contains(action, reasons));
        }
    }

    private static IReadOnlyList<PolicyStatement> Statements(CatalogUsers.Form form) =>
        ServiceRolePolicy.Statements(new ServiceRolePolicyRequest { Definition = form.Pipeline("p"), AccountId = CatalogUsers.Account });

    private static string Fixture() => Path.Combine(PermissionPageTests.Root(), "tests", "BitbucketConnections.Engine.Tests", "ConsoleServiceRolePolicy.json");
}
