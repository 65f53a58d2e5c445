namespace KubeSharp.Client;

/// <summary>What a request does to its resource, in the words that authorization uses.</summary>
public enum ApiVerb
{
    Get,
    List,
    Watch,
    Create,
    Update,
    Patch,
    Delete,
    DeleteCollection,
}
