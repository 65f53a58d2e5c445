namespace KubeSharp.Proxy.Nftables;

/// <summary>nft refused a transaction; nothing of it was applied.</summary>
internal sealed class NftException(string message) : Exception(message);
