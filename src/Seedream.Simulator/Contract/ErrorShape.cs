namespace Seedream.Simulator.Contract;

/// <summary>Which fields an error body uses; the vendor's own clients try all of them.</summary>
public enum ErrorShape
{
    /// <summary><c>{"error_code": 404001, "error_message": "..."}</c></summary>
    CodeAndMessage,

    /// <summary><c>{"code": 404001, "message": "..."}</c></summary>
    Brief,

    /// <summary><c>{"error": {"code": 404001, "message": "..."}}</c></summary>
    Nested,

    /// <summary><c>{"code": 404001, "detail": [{"msg": "..."}]}</c></summary>
    DetailList,

    /// <summary><c>{"code": 404001, "detail": "..."}</c></summary>
    DetailText,
}
