namespace KubeSharp.Api;

/// <summary>What a requirement of a selector asks of a value.</summary>
public enum SelectorOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    Equals,
    NotEquals,
    GreaterThan,
    LessThan,
}
