using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>One of <c>x-kubernetes-validations</c>.</summary>
internal sealed record CompiledRule(ValidationRule Rule)
{
    /// <summary>Null if the rule is wrong: <see cref="Error"/>.</summary>
    public CelProgram? Program { get; init; }

    public string? Error { get; init; }

    /// <summary>Null if there is none, or it is wrong: <see cref="MessageError"/>.</summary>
    public CelProgram? Message { get; init; }

    public string? MessageError { get; init; }

    /// <summary>A transition rule; it needs a value from before.</summary>
    public bool UsesOldSelf { get; init; }

    /// <summary>What errors of evaluation call the rule.</summary>
    public string Name => Rule.Message.Length > 0 ? Rule.Message.Trim() : Rule.Rule.Trim();

    public string DefaultMessage => Rule.Message.Length > 0 ? Rule.Message.Trim() : $"failed rule: {Rule.Rule.Trim()}";
}
