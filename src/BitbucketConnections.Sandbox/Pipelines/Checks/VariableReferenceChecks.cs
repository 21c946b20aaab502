using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks the namespaces of actions, and the references to variables in their configurations.</summary>
internal static class VariableReferenceChecks
{
    /// <summary>Checks a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void Check(PipelineDeclaration declaration)
    {
        var variables = new HashSet<string>(declaration.Variables.Select(variable => variable.Text("name")!), StringComparer.Ordinal);
        var namespaces = new HashSet<string>(declaration.Actions.Select(action => action.Namespace).OfType<string>(), StringComparer.Ordinal) { VariableReference.ServiceNamespace };

        // Without variables of the pipeline, this namespace is one of an action like any other.
        if (variables.Count > 0 && !namespaces.Add(VariableReference.PipelineNamespace))
        {
            throw DeclarationErrors.Structure("One or more of the chosen namespaces is reserved. Note that there is a namespace for variables at the pipeline level.\n");
        }

        foreach (var stage in declaration.Stages)
        {
            foreach (var action in stage.Actions)
            {
                foreach (var key in action.ConfigurationKeys)
                {
                    foreach (var reference in VariableReference.Find(action.Configuration(key)!))
                    {
                        Check(stage, action, key, reference, variables, namespaces);
                    }
                }
            }
        }
    }

    private static void Check(DeclaredStage stage, DeclaredAction action, string key, VariableReference reference, HashSet<string> variables, HashSet<string> namespaces)
    {
        var place = $"StageName=[{stage.Name}], ActionName=[{action.Name}], ActionConfigurationKey=[{key}], VariableReferenceText=[{reference.Namespace}.{reference.Name}]";
        if (!namespaces.Contains(reference.Namespace))
        {
            throw DeclarationErrors.Action(
                $"Valid format for a pipeline execution variable reference is a namespace and a key separated by a period (.). The following pipeline execution variables are referencing a namespace that does not exist.\n{place}");
        }

        if (!reference.IsOfPipeline || variables.Count == 0)
        {
            return;
        }

        if (action.IsSource)
        {
            throw DeclarationErrors.Structure($"Variables at the pipeline level cannot be used in source actions.\n{place}");
        }

        if (!variables.Contains(reference.Name))
        {
            throw DeclarationErrors.Structure("The referenced variables haven't been declared.\n");
        }
    }
}
