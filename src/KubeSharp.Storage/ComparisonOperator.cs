namespace KubeSharp.Storage;

/// <summary>How the key's number (left) relates to the given one (right).</summary>
public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Greater,
    Less,
}
