// Made from the migrations by `lianke-node scripts/schema-types.ts`; a test holds it to the database. Do not edit.
import type { ColumnType, Generated } from 'kysely'

type Numeric = ColumnType<string, string | number, string | number>
type DefaultNumeric = ColumnType<string, string | number | undefined, string | number>
type Instant = ColumnType<Date, Date | string, Date | string>
type DefaultInstant = ColumnType<Date, Date | string | undefined, Date | string>
/** Read as parsed JSON, written as JSON text. */
type Json = ColumnType<unknown, string, string>
type DefaultJson = ColumnType<unknown, string | undefined, string>

export type Schema = {
  activity: {
    tenant_id: string
    dyad_id: string
    activity_id: string
    kind: 'visit' | 'call' | 'message' | 'email' | 'meeting' | 'note'
    state: 'planned' | 'done' | 'cancelled'
    direction: 'out' | 'in' | null
    day: string
    starts_at: Instant
    minutes: number | null
    subject: string
    content: string | null
    place: string | null
    outcome: 'progress' | 'unchanged' | 'setback' | 'no_answer' | null
    next_step: string | null
    next_on: string | null
    owner_id: string | null
    author_id: string | null
    remind_at: Instant | null
    reminded_at: Instant | null
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  activity_person: {
    tenant_id: string
    dyad_id: string
    activity_id: string
    side: 'ours' | 'theirs'
    person_id: string
  }
  activity_template: {
    tenant_id: string
    template_id: string
    kind: 'visit' | 'call' | 'message' | 'email' | 'meeting' | 'note'
    name: string
    direction: 'out' | 'in' | null
    subject: Generated<string>
    content: Generated<string>
    minutes: number | null
    next_days: number | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
  }
  agreement: {
    tenant_id: string
    dyad_id: string
    agreement_id: string
    kind: 'frame' | 'price' | 'service_level' | 'confidentiality' | 'other'
    number: string | null
    title: string
    state: Generated<'draft' | 'active' | 'ended'>
    starts_on: string | null
    ends_on: string | null
    signed_on: string | null
    notice_days: number | null
    renews: Generated<boolean>
    amount_minor: number | null
    currency: string | null
    terms: string | null
    owner_id: string | null
    author_id: string | null
    note: string | null
    tags: Generated<string[]>
    custom: DefaultJson
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    act_by: Generated<string | null>
  }
  alliance: {
    tenant_id: string
    dyad_id: string
    alliance_id: string
    title: string
    sub_mode: 'timing' | 'solution' | 'offload' | 'codesign' | 'sync' | 'integrate' | 'showcase' | 'usage' | 'newfield'
    state: Generated<'proposed' | 'active' | 'paused' | 'ended'>
    goal: string
    scope: string | null
    our_members: string | null
    their_members: string | null
    their_gain: string | null
    their_gain_minor: number | null
    their_cost_minor: number | null
    our_cost_minor: number | null
    starts_on: string
    ends_on: string
    next_review_on: string | null
    despite: string | null
    result: string | null
    owner_id: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  alliance_item: {
    tenant_id: string
    dyad_id: string
    item_id: string
    alliance_id: string
    kind: 'advice' | 'gap' | 'usage' | 'field'
    title: string
    detail: string | null
    day: string
    gain_minor: number | null
    cost_minor: number | null
    share: number | null
    state: Generated<'open' | 'taken' | 'declined'>
    result: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  alliance_measure: {
    tenant_id: string
    dyad_id: string
    measure_id: string
    alliance_id: string
    title: string
    source: 'sales' | 'contribution' | 'on_time' | 'items' | 'entered'
    unit: string | null
    baseline: number | null
    target: number | null
    actual: number | null
    measured_on: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  alliance_milestone: {
    tenant_id: string
    dyad_id: string
    milestone_id: string
    alliance_id: string
    title: string
    side: 'us' | 'them'
    person: string | null
    owner_id: string | null
    due_on: string
    done_on: string | null
    note: string | null
    task_id: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  alliance_review: {
    tenant_id: string
    dyad_id: string
    review_id: string
    alliance_id: string
    held_on: string
    verdict: 'on_track' | 'at_risk' | 'off_track'
    findings: string
    actions: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  attachment: {
    tenant_id: string
    dyad_id: string
    attachment_id: string
    entity: 'customer' | 'contact' | 'order' | 'opportunity' | 'agreement' | 'concern' | 'activity'
    record_id: string
    name: string
    revision: Generated<number>
    is_newest: Generated<boolean>
    hash: string
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  attachment_blob: {
    tenant_id: string
    hash: string
    bytes: number
    media_type: string
    created_at: DefaultInstant
    orphaned_at: Instant | null
  }
  attachment_settings: {
    tenant_id: string
    file_bytes: number
    quota_bytes: number | null
    author_id: string | null
    updated_at: DefaultInstant
  }
  audit_entry: {
    tenant_id: string
    audit_id: string
    at: DefaultInstant
    user_id: string | null
    action: string
    entity: string
    entity_id: string | null
    dyad_id: string | null
    before: Json | null
    after: Json | null
    rows_affected: number | null
    file_hash: string | null
    ip_address: string | null
    user_agent: string | null
    request_id: string | null
  }
  batch_change: {
    tenant_id: string
    batch_id: string
    change: Json
    state: 'running' | 'done' | 'failed' | 'undoing' | 'undone'
    changed: Generated<number>
    unchanged: Generated<number>
    refused: Generated<number>
    put_back: Generated<number>
    author_id: string
    created_at: DefaultInstant
    finished_at: Instant | null
    undone_at: Instant | null
  }
  batch_change_row: {
    tenant_id: string
    dyad_id: string
    batch_id: string
    before: Json
    after: Json
  }
  billing_title: {
    tenant_id: string
    dyad_id: string
    title_id: string
    title: string
    tax_id: string | null
    bank: string | null
    bank_account: string | null
    address: string | null
    phone: string | null
    note: string | null
    is_default: Generated<boolean>
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  bond: {
    tenant_id: string
    dyad_id: string
    bond_id: string
    level: number
    title: string
    since: string
    until: string | null
    cost_minor: number | null
    effect: string | null
    imitability: Generated<'easy' | 'medium' | 'hard'>
    lever: 'contractual' | 'material' | 'emotional'
    benefit: string | null
    proof: string | null
    owner_id: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  business_key: {
    tenant_id: string
    kind: string
    key: string
    dyad_id: string | null
    entity_id: string
  }
  cadence_settings: {
    tenant_id: string
    version: number
    days: Json
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  calendar_feed: {
    tenant_id: string
    user_id: string
    token_hash: string
    created_at: DefaultInstant
    last_read_at: Instant | null
  }
  care_budget: {
    tenant_id: string
    year: number
    money_minor: number
    author_id: string | null
    version: Generated<number>
    updated_at: DefaultInstant
  }
  churn_event: {
    tenant_id: string
    dyad_id: string
    generation: number
    kind: 'churned' | 'partial'
    happened_on: string
    before_minor: number | null
    lost_minor: number | null
    returned_on: string | null
    reason: Json
  }
  classification: {
    tenant_id: string
    dyad_id: string
    generation: number
    as_of: string
    type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    current_band: 'low' | 'medium' | 'high' | null
    potential_band: 'low' | 'medium' | 'high' | null
    raw_current_band: 'low' | 'medium' | 'high' | null
    raw_potential_band: 'low' | 'medium' | 'high' | null
    pending_current_band: 'low' | 'medium' | 'high' | null
    pending_potential_band: 'low' | 'medium' | 'high' | null
    current_score: number | null
    net_contribution_minor: number | null
    net_contribution_state: 'measured' | 'estimated' | 'unknown'
    net_sales_minor: number
    potential: number | null
    headroom: number | null
    perception: number | null
    loyalty: number | null
    outlook: number | null
    strategic: number | null
    data_confidence: number
    is_provisional: boolean
    stage: 'prospect' | 'development' | 'growth' | 'maturity' | 'decline' | 'termination' | null
    stage_rule: string | null
    is_dormant: boolean
    tier: 'mvc' | 'mgc' | 'ordinary' | 'bzc' | null
    is_below_zero: boolean
    is_overridden: boolean
    move: 'entered' | 'upgrade' | 'recovery' | 'lateral' | 'downgrade' | 'left' | null
    from_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    orders: number
    last_order: string | null
    mu: number | null
    recency: number | null
    growth: number | null
    type_probabilities: Json | null
    clv_minor: number | null
    clv_low_minor: number | null
    clv_high_minor: number | null
    p_alive: number | null
    because: Json | null
  }
  classification_run: {
    tenant_id: string
    run_id: string
    generation: number
    as_of: string
    kind: 'month_end' | 'as_of'
    settings_version: number
    is_short_window: boolean
    is_provisional: boolean
    ranked: number
    tenant_mu: number
    cuts: Json
    percentile_table: Json | null
    counts: Json
    facts_hash: string
    created_at: DefaultInstant
  }
  concern: {
    tenant_id: string
    dyad_id: string
    concern_id: string
    kind: 'complaint' | 'question' | 'return' | 'dispute'
    number: string | null
    title: string
    severity: Generated<'low' | 'normal' | 'high' | 'critical'>
    channel: string | null
    received_at: Instant
    received_on: string
    description: string | null
    contact_id: string | null
    first_response_by: Instant | null
    first_responded_at: Instant | null
    resolved_by: Instant | null
    resolved_at: Instant | null
    resolution: string | null
    cause: string | null
    cause_note: string | null
    department_id: string | null
    owner_id: string | null
    author_id: string | null
    order_number: string | null
    delivery_number: string | null
    settings_version: Generated<number>
    tags: Generated<string[]>
    custom: DefaultJson
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    due_at: DefaultInstant
  }
  consent_entry: {
    tenant_id: string
    contact_id: string
    entry_id: string
    channel: 'phone' | 'email' | 'wechat' | 'sms' | 'mail' | 'visit' | 'personal'
    purpose: 'business' | 'marketing' | 'survey' | 'relationship'
    basis: 'consent' | 'contract' | 'legal_duty' | 'published' | 'other'
    decision: 'given' | 'withdrawn'
    decided_on: string
    how: string
    evidence: string | null
    text_version: number | null
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  contact: {
    tenant_id: string
    contact_id: string
    party_id: string
    name: string
    pinyin: Generated<string>
    initials: Generated<string>
    title: string | null
    department: string | null
    phone: string | null
    email: string | null
    language: string | null
    is_primary: Generated<boolean>
    note: string | null
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    started_on: string | null
    buying_role: 'decides' | 'influences' | 'uses' | 'buys' | 'gatekeeper' | null
    map_level: 'executive' | 'operating' | null
    phone_e164: string | null
    phone_read: string | null
    custom: DefaultJson
    tags: Generated<string[]>
    erased_at: Instant | null
    ended_on: string | null
    party_role: string | null
  }
  contact_bond: {
    tenant_id: string
    contact_id: string
    user_id: string
    strength: number
    author_id: string | null
    updated_at: DefaultInstant
  }
  contact_limit: {
    tenant_id: string
    contact_id: string
    blocked: Generated<string[]>
    is_restricted: Generated<boolean>
    max_per_week: number | null
    reason: string | null
    author_id: string | null
    version: Generated<number>
    updated_at: DefaultInstant
  }
  contact_party: {
    tenant_id: string
    contact_id: string
    link_id: string
    party_id: string
    role: string | null
    started_on: string | null
    ended_on: string | null
    note: string | null
    version: Generated<number>
    created_at: DefaultInstant
  }
  contact_rhythm: {
    tenant_id: string
    dyad_id: string
    last_on: string | null
    last_activity_id: string | null
    own_days: number | null
    own_reason: string | null
    group_key: string
    every_days: number | null
    due_on: string | null
    next_planned_on: string | null
    version: Generated<number>
  }
  contact_rhythm_run: {
    tenant_id: string
    generation: number
    settings_version: number
    refreshed_at: DefaultInstant
  }
  contact_tie: {
    tenant_id: string
    contact_id: string
    other_id: string
    kind: 'knows' | 'reports_to'
    author_id: string | null
    created_at: DefaultInstant
  }
  custom_field: {
    tenant_id: string
    field_id: string
    entity: 'customer' | 'party' | 'contact' | 'order' | 'opportunity' | 'agreement' | 'concern'
    key: string
    type: 'text' | 'number' | 'money' | 'date' | 'choice' | 'multi_choice' | 'person' | 'party' | 'formula'
    label_zh: string
    label_en: string
    help_zh: string | null
    help_en: string | null
    section: string | null
    position: Generated<number>
    is_required: Generated<boolean>
    is_filter: Generated<boolean>
    default_value: Json | null
    choices: DefaultJson
    formula: string | null
    result_type: 'text' | 'number' | 'date' | null
    valid_from: string | null
    valid_until: string | null
    archived_at: Instant | null
    filled_at: Instant | null
    author_id: string | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  customer_pool: {
    tenant_id: string
    pool_id: string
    name: string
    note: string | null
    is_open: Generated<boolean>
    is_default: Generated<boolean>
    daily_limit: Generated<number>
    capacity: Generated<number>
    cooldown_days: Generated<number>
    recycle_days: Json
    warning_days: Generated<number[]>
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  customer_standing: {
    tenant_id: string
    dyad_id: string
    generation: number
    as_of: string
    type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    current_band: 'low' | 'medium' | 'high' | null
    potential_band: 'low' | 'medium' | 'high' | null
    raw_current_band: 'low' | 'medium' | 'high' | null
    raw_potential_band: 'low' | 'medium' | 'high' | null
    pending_current_band: 'low' | 'medium' | 'high' | null
    pending_potential_band: 'low' | 'medium' | 'high' | null
    current_score: number | null
    net_contribution_minor: number | null
    net_contribution_state: 'measured' | 'estimated' | 'unknown'
    net_sales_minor: number
    potential: number | null
    headroom: number | null
    perception: number | null
    loyalty: number | null
    outlook: number | null
    strategic: number | null
    data_confidence: number
    is_provisional: boolean
    stage: 'prospect' | 'development' | 'growth' | 'maturity' | 'decline' | 'termination' | null
    stage_rule: string | null
    is_dormant: boolean
    tier: 'mvc' | 'mgc' | 'ordinary' | 'bzc' | null
    is_below_zero: boolean
    is_overridden: boolean
    move: 'entered' | 'upgrade' | 'recovery' | 'lateral' | 'downgrade' | 'left' | null
    from_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    orders: number
    last_order: string | null
    mu: number | null
    recency: number | null
    growth: number | null
    previous_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    moved_on: string | null
    stage_since: string | null
    net_contribution_before_minor: number | null
    first_order: string | null
    adi: number | null
    cv2: number | null
    buying_class: 'smooth' | 'erratic' | 'intermittent' | 'lumpy' | null
    type_probabilities: Json | null
    clv_minor: number | null
    clv_low_minor: number | null
    clv_high_minor: number | null
    p_alive: number | null
    because: Json | null
    expected_orders: number | null
    expected_orders_low: number | null
    expected_orders_high: number | null
    next_order_on: string | null
    next_order_from: string | null
    next_order_to: string | null
    warning: 'later_than_own_rhythm' | 'later_than_customers_alike' | 'later_than_usual_once' | null
    at_stake_minor: number | null
    churn: 'churned' | 'partial' | null
    lost_minor: number | null
    future: Json | null
  }
  customer_wallet: {
    tenant_id: string
    dyad_id: string
    net_sales_minor: number
    tenure_months: number
    look_alikes: string[]
    attributes: Json
  }
  decline_case: {
    tenant_id: string
    dyad_id: string
    case_id: string
    state: Generated<'open' | 'deciding' | 'acting' | 'won' | 'lost' | 'let_go' | 'closed'>
    trigger: 'map' | 'warning' | 'manual'
    opened_on: string
    fallen_on: string
    turned_on: string
    from_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    to_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    warning: string | null
    at_stake_minor: Generated<number>
    cause: string | null
    cause_nature: 'subjective' | 'objective' | null
    loss_type: 'fault' | 'competitive' | 'natural' | 'malicious' | null
    is_remedied: Generated<boolean>
    is_by_price: Generated<boolean>
    cause_note: string | null
    cause_by: string | null
    cause_on: string | null
    evidence: Json | null
    competitor: string | null
    decision: 'attempt' | 'let_go' | null
    decision_reason: string | null
    decided_by: string | null
    decided_on: string | null
    economics: Json | null
    ev_minor: number | null
    settings_version: number | null
    outcome_on: string | null
    outcome_note: string | null
    lost_minor: number | null
    check_on: string | null
    second_year: 'stayed' | 'gone' | null
    owner_id: string | null
    author_id: string | null
    note: string | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  delivery: {
    tenant_id: string
    dyad_id: string
    delivery_id: string
    import_id: string
    row_no: number
    number: string | null
    order_number: string | null
    line_no: number | null
    item_id: string | null
    quantity: Numeric | null
    shipped_on: string | null
    promised_on: string | null
    delivered_on: string | null
    carrier_id: string | null
    freight_minor: number | null
    is_rush: Generated<boolean>
    file_no: Generated<number>
    source: string | null
    document: string | null
    line_hash: number | null
  }
  department: {
    tenant_id: string
    department_id: string
    parent_id: string | null
    name: string
    name_en: string | null
    created_at: DefaultInstant
    version: Generated<number>
  }
  duplicate_pair: {
    tenant_id: string
    party_id: string
    other_id: string
    state: Generated<'open' | 'dismissed' | 'merged'>
    score: number
    reasons: string[]
    value_minor: Generated<number>
    found_by: 'entry' | 'import' | 'sweep'
    import_id: string | null
    reason: string | null
    decided_by: string | null
    decided_at: Instant | null
    found_at: DefaultInstant
  }
  dyad: {
    tenant_id: string
    dyad_id: string
    seller_id: string
    buyer_id: string
    side: 'sale' | 'supply' | 'other'
    is_anonymous: Generated<boolean>
    code: string | null
    customer_kind: 'end_consumer' | 'shopper' | 'enterprise' | 'intermediary' | 'channel' | null
    owner_id: string | null
    department_id: string | null
    owner_text: string | null
    currency: string | null
    payment_terms_days: number | null
    since: string | null
    end_noticed_on: string | null
    contract_ends_on: string | null
    is_project_buyer: Generated<boolean>
    is_published: Generated<boolean>
    merged_into_id: string | null
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    pool_id: string | null
    pooled_at: Instant | null
    claimed_at: Instant | null
    recycle_at: Instant | null
    is_locked: Generated<boolean>
    lock_reason: string | null
    custom: DefaultJson
    tags: Generated<string[]>
    home_pool_id: string | null
    author_id: string | null
  }
  dyad_collaborator: {
    tenant_id: string
    dyad_id: string
    user_id: string
    may_write: Generated<boolean>
    author_id: string | null
    created_at: DefaultInstant
  }
  dyad_current: {
    tenant_id: string
    dyad_id: string
    current_id: string
  }
  dyad_day: {
    tenant_id: string
    dyad_id: string
    day: string
    orders: Generated<number>
    lines: Generated<number>
    returns: Generated<number>
    net_sales_minor: Generated<number>
    known_cost_minor: Generated<number>
    sales_of_known_cost_minor: Generated<number>
    deliveries: Generated<number>
    rush_deliveries: Generated<number>
    credit_notes: Generated<number>
    freight_minor: Generated<number>
    rebates_minor: Generated<number>
    claims_minor: Generated<number>
    paid_minor: Generated<number>
    paid_minor_days: Generated<number>
    visits: Generated<number>
    calls: Generated<number>
    complaints: Generated<number>
  }
  dyad_evidence: {
    tenant_id: string
    dyad_id: string
    evidence_id: string
    kind: 'product' | 'service' | 'price' | 'needs_met' | 'competitor_pull' | 'wallet_share' | 'switching' | 'brand' | 'strategic' | 'open_opportunity'
    value: number
    category_id: string | null
    observed_on: string
    confidence: 'A' | 'B' | 'C' | null
    source: string
    note: string | null
    author_id: string | null
    withdrawn_at: Instant | null
    created_at: DefaultInstant
    purchases_minor: number | null
    survey_id: string | null
    origin: string | null
  }
  dyad_item_month: {
    tenant_id: string
    dyad_id: string
    month: string
    item_key: string
    net_sales_minor: number
    quantity: DefaultNumeric
    lines: Generated<number>
  }
  effect_entry: {
    tenant_id: string
    dyad_id: string
    play_id: string
    entered_on: string
    is_held: boolean
    holdout_share: Numeric
    customer_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    measured_on: string | null
    before_minor: number | null
    after_minor: number | null
    before_orders: number | null
    after_orders: number | null
    started_on: string | null
    created_at: DefaultInstant
  }
  effect_measure: {
    tenant_id: string
    as_of: string
    play_id: string
    play_version: number
    horizon_months: number
    share_mean: number | null
    share_sd: number | null
    minor_mean: number | null
    minor_sd: number | null
    answer: Json
  }
  effect_run: {
    tenant_id: string
    as_of: string
    generation: number | null
    answer: Json
    computed_at: DefaultInstant
  }
  exchange_rate: {
    tenant_id: string
    currency: string
    valid_from: string
    rate: Numeric
  }
  export_file: {
    tenant_id: string
    export_id: string
    job_id: string | null
    list: string
    format: 'csv' | 'xlsx'
    query: Json
    columns: Json
    language: string
    filename: string
    author_id: string
    row_count: number | null
    byte_count: number | null
    file_hash: string | null
    created_at: DefaultInstant
    finished_at: Instant | null
    expires_at: Instant
    removed_at: Instant | null
  }
  field_rule: {
    tenant_id: string
    entity: string
    field: string
    role: 'administrator' | 'manager' | 'account_manager' | 'service' | 'marketing' | 'planner' | 'analyst' | 'viewer'
    applies: 'always' | 'not_mine' | 'unclaimed'
    level: 'hidden' | 'masked' | 'read_only' | 'editable'
    author_id: string | null
    updated_at: DefaultInstant
  }
  field_value: {
    tenant_id: string
    field_id: string
    record_id: string
    word: Generated<string>
    number: number | null
    day: string | null
  }
  generation: {
    tenant_id: string
    generation: number
    state: 'writing' | 'current' | 'kept'
    settings_version: number
    settings: Json
    currency: string
    as_of: string
    first_fact: string | null
    sources: Json
    reason: string
    author_id: string | null
    facts_hash: string
    customers: Generated<number>
    placed: Generated<number>
    job_id: string | null
    created_at: DefaultInstant
    finished_at: Instant | null
  }
  hygiene_check: {
    tenant_id: string
    dyad_id: string
    check_id: string
    duty: 'delivered' | 'order_right' | 'invoice_right' | 'complaints' | 'quality' | 'open_price' | 'data_safe'
    is_kept: boolean
    checked_on: string
    checked_by: string
    note: string | null
    withdrawn_at: Instant | null
    created_at: DefaultInstant
  }
  import: {
    tenant_id: string
    import_id: string
    source: string
    state: 'uploaded' | 'reading' | 'ready' | 'staging' | 'publishing' | 'published' | 'undoing' | 'undone' | 'failed' | 'cancelled'
    files: DefaultJson
    mapping: Json | null
    profile: Json | null
    counts: Json | null
    error: Json | null
    job_id: string | null
    file_hash: string | null
    created_by: string | null
    created_at: DefaultInstant
    published_at: Instant | null
    undone_at: Instant | null
    settings: DefaultJson
    preview: Json | null
    staged_mark: string | null
    removal: string | null
    is_recorded: Generated<boolean>
    is_hiding: Generated<boolean>
  }
  import_mapping: {
    tenant_id: string
    source: string
    headings: string
    mapping: Json
    used_at: DefaultInstant
  }
  import_rejection: {
    tenant_id: string
    import_id: string
    file_no: number
    row_no: number
    reason: string
    args: DefaultJson
  }
  import_step: {
    tenant_id: string
    import_id: string
    step: string
    position: Generated<number>
  }
  item: {
    tenant_id: string
    item_id: string
    code: string
    name: string
    name_en: string | null
    category_id: string | null
    supplier_id: string | null
    unit: string | null
    unit_cost_minor: number | null
    import_id: string | null
    created_at: DefaultInstant
  }
  item_category: {
    tenant_id: string
    category_id: string
    parent_id: string | null
    code: string | null
    name: string
    name_en: string | null
    import_id: string | null
  }
  job: {
    tenant_id: string
    job_id: string
    kind: string
    subject: DefaultJson
    state: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>
    progress: DefaultJson
    result: Json | null
    error: Json | null
    cancel_requested: Generated<boolean>
    created_by: string | null
    created_at: DefaultInstant
    started_at: Instant | null
    finished_at: Instant | null
  }
  joint_problem: {
    tenant_id: string
    dyad_id: string
    problem_id: string
    alliance_id: string | null
    title: string
    issue: string | null
    found_on: string
    our_action: string | null
    our_owner_id: string | null
    our_due: string | null
    our_done: string | null
    our_task_id: string | null
    their_action: string | null
    their_person: string | null
    their_due: string | null
    their_done: string | null
    outcome: string | null
    closed_on: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  known_cost: {
    tenant_id: string
    dyad_id: string
    cost_id: string
    import_id: string
    row_no: number
    kind: 'freight' | 'rebate' | 'claim'
    number: string | null
    order_number: string | null
    incurred_on: string
    amount_minor: number
    note: string | null
    file_no: Generated<number>
    source: string | null
    document: string | null
    line_hash: number | null
  }
  kpi_target: {
    tenant_id: string
    year: number
    kpi: string
    version: number
    target: number | null
    author_id: string | null
    created_at: DefaultInstant
  }
  membership: {
    tenant_id: string
    user_id: string
    role: 'administrator' | 'manager' | 'account_manager' | 'service' | 'marketing' | 'planner' | 'analyst' | 'viewer'
    data_scope: 'own' | 'department' | 'department_tree' | 'all'
    department_id: string | null
    title: string | null
    disabled_at: Instant | null
    last_seen_at: Instant | null
    previous_seen_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
  }
  merge_change: {
    tenant_id: string
    merge_id: string
    change_no: number
    entity: string
    entity_id: string
    before: Json | null
    after: Json | null
  }
  migration: {
    step: string
    applied_at: DefaultInstant
  }
  need: {
    tenant_id: string
    dyad_id: string
    need_id: string
    content: string
    source: string
    status: Generated<'open' | 'in_work' | 'met' | 'declined'>
    owner_id: string | null
    since: string
    due_on: string | null
    response: string | null
    contact_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  notification: {
    tenant_id: string
    notification_id: string
    user_id: string
    kind: string
    dyad_id: string | null
    args: DefaultJson
    about: string | null
    created_at: DefaultInstant
    read_at: Instant | null
    mailed_at: Instant | null
  }
  opportunity: {
    tenant_id: string
    dyad_id: string
    opportunity_id: string
    number: string | null
    title: string
    stage: string
    state: Generated<'open' | 'won' | 'lost'>
    probability: number
    amount_minor: number | null
    currency: string
    base_minor: number | null
    expected_on: string | null
    opened_on: string
    closed_on: string | null
    reason_code: string | null
    reason: string | null
    channel: string | null
    channel_note: string | null
    acquisition_minor: number | null
    contact_id: string | null
    owner_id: string | null
    author_id: string | null
    note: string | null
    tags: Generated<string[]>
    custom: DefaultJson
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    stage_since: DefaultInstant
  }
  opportunity_settings: {
    tenant_id: string
    version: number
    stages: Json
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  order_line: {
    tenant_id: string
    dyad_id: string
    order_id: string
    line_no: number
    import_id: string
    row_no: number
    line_key: string
    item_id: string | null
    quantity: Numeric | null
    unit: string | null
    unit_price: Numeric | null
    discount: Numeric | null
    currency: string
    amount_minor: number
    net_minor: number
    tax_rate: Numeric | null
    cost_minor: number | null
    requested_on: string | null
    first_promised_on: string | null
    promised_on: string | null
    delivered_on: string | null
    file_no: Generated<number>
  }
  ownership_entry: {
    tenant_id: string
    dyad_id: string
    entry_id: string
    kind: 'assigned' | 'claimed' | 'released' | 'recycled' | 'transferred' | 'locked' | 'unlocked'
    from_owner_id: string | null
    to_owner_id: string | null
    pool_id: string | null
    reason: string | null
    author_id: string | null
    at: DefaultInstant
    transfer_id: string | null
    before: Json | null
  }
  ownership_transfer: {
    tenant_id: string
    transfer_id: string
    from_user_id: string | null
    from_department_id: string | null
    plan: Json
    state: Generated<'waiting' | 'done' | 'failed' | 'undoing' | 'undone'>
    customers: Generated<number>
    value_minor: Generated<number>
    returned: number | null
    reason: string | null
    author_id: string | null
    created_at: DefaultInstant
    finished_at: Instant | null
    undone_at: Instant | null
  }
  party: {
    tenant_id: string
    party_id: string
    kind: Generated<'company' | 'person'>
    name: string
    name_en: string | null
    short_name: string | null
    name_key: string
    pinyin: Generated<string>
    initials: Generated<string>
    uscc: string | null
    country: string | null
    region: string | null
    city: string | null
    address: string | null
    postal_code: string | null
    phone: string | null
    email: string | null
    website: string | null
    industry: string | null
    note: string | null
    merged_into_id: string | null
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    search_text: Generated<string | null>
    sort_zh: Generated<string | null>
    sort_en: Generated<string | null>
    uscc_reason: string | null
    phone_e164: string | null
    phone_read: string | null
    custom: DefaultJson
    tags: Generated<string[]>
  }
  party_ancestor: {
    tenant_id: string
    descendant_id: string
    ancestor_id: string
    depth: number
  }
  party_fact: {
    tenant_id: string
    party_id: string
    fact_id: string
    contact_id: string | null
    kind: string
    document: string | null
    value: string
    source: string
    observed_on: string
    note: string | null
    needs_consent: Generated<boolean>
    consent_note: string | null
    superseded_by: string | null
    author_id: string | null
    withdrawn_at: Instant | null
    created_at: DefaultInstant
  }
  party_merge: {
    tenant_id: string
    merge_id: string
    survivor_id: string
    merged_id: string
    state: Generated<'merged' | 'undone'>
    choices: Json
    reason: string | null
    author_id: string | null
    created_at: DefaultInstant
    undone_by: string | null
    undone_at: Instant | null
  }
  party_parent: {
    tenant_id: string
    party_id: string
    link_id: string
    parent_id: string
    from_on: string
    until_on: string | null
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  party_probe: {
    tenant_id: string
    kind: 'name' | 'sound' | 'uscc' | 'phone' | 'email' | 'domain' | 'code'
    key: string
    party_id: string
  }
  party_role: {
    tenant_id: string
    party_id: string
    role: 'customer' | 'supplier' | 'distributor' | 'carrier' | 'third_party_logistics'
  }
  party_site: {
    tenant_id: string
    party_id: string
    site_id: string
    uses: Generated<string[]>
    is_default: Generated<boolean>
    name: string | null
    country: string | null
    region: string | null
    city: string | null
    address: string
    postal_code: string | null
    receiver: string | null
    phone: string | null
    phone_e164: string | null
    note: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  payment: {
    tenant_id: string
    dyad_id: string
    payment_id: string
    import_id: string
    row_no: number
    number: string | null
    order_number: string | null
    paid_on: string
    due_on: string | null
    days_outstanding: number | null
    currency: string
    amount_minor: number
    file_no: Generated<number>
    source: string | null
    document: string | null
    line_hash: number | null
  }
  person_request: {
    tenant_id: string
    request_id: string
    contact_id: string
    kind: 'access' | 'correct' | 'export' | 'erase' | 'restrict'
    state: Generated<'open' | 'done' | 'refused'>
    received_on: string
    due_on: string
    received_by: string
    details: string | null
    identity_checked_on: string | null
    identity_note: string | null
    result: string | null
    steps: DefaultJson
    owner_id: string | null
    author_id: string | null
    closed_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  plan: {
    tenant_id: string
    plan_id: string
    name: string
    starts_on: string
    ends_on: string
    money_minor: number
    hours: Numeric
    caps: DefaultJson
    must_serve: Generated<string[]>
    state: Generated<'computing' | 'draft' | 'failed' | 'accepting' | 'accepted'>
    job_id: string | null
    answer: Json | null
    as_of: string | null
    generation: number | null
    department_id: string | null
    author_id: string | null
    accepted_by: string | null
    accepted_at: Instant | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  plan_choice: {
    tenant_id: string
    dyad_id: string
    plan_id: string
    standing: Generated<'chosen' | 'unpaid' | 'unserved'>
    play_id: string | null
    play_version: number | null
    customer_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    tier: 'mvc' | 'mgc' | 'ordinary' | 'bzc' | null
    contribution_minor: number | null
    money_minor: Generated<number>
    hours: DefaultNumeric
    worth_minor: Generated<number>
    is_duty: Generated<boolean>
    is_must: Generated<boolean>
    needs_check: Generated<boolean>
    options: DefaultJson
    reason: string | null
    play_run_id: string | null
    refusal: Json | null
  }
  play: {
    tenant_id: string
    play_id: string
    version: number
    key: string
    is_current: Generated<boolean>
    name_zh: string
    name_en: string
    about_zh: Generated<string>
    about_en: Generated<string>
    kind: Generated<'duty' | 'motivator'>
    need: Generated<'hygiene' | 'motivator'>
    strategy_group: 'retain' | 'grow' | 'activate' | 'rescue' | 'minimum' | null
    customer_types: Generated<string[]>
    bond_level: number | null
    care: 'service' | 'gift' | 'discount' | null
    money_minor: Generated<number>
    hours: DefaultNumeric
    rest_days: Generated<number>
    start_condition: DefaultJson
    steps: DefaultJson
    effect: Json
    holdout_share: DefaultNumeric
    note: string | null
    author_id: string | null
    deleted_at: Instant | null
    created_at: DefaultInstant
  }
  play_run: {
    tenant_id: string
    dyad_id: string
    play_run_id: string
    play_id: string
    play_version: number
    state: Generated<'planned' | 'running' | 'done' | 'stopped'>
    source: 'plan' | 'case' | 'manual'
    source_id: string | null
    customer_type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature' | null
    started_on: string
    ended_on: string | null
    planned_money_minor: number
    planned_hours: Numeric
    money_minor: number | null
    hours: Numeric | null
    owner_id: string | null
    author_id: string | null
    note: string | null
    outcome: string | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  pool_claim_day: {
    tenant_id: string
    user_id: string
    pool_id: string
    day: string
    claims: number
  }
  pool_member: {
    tenant_id: string
    pool_id: string
    member_kind: 'department' | 'user'
    member_id: string
  }
  preference: {
    tenant_id: string
    user_id: string
    name: string
    value: Json
    updated_at: DefaultInstant
  }
  privacy_settings: {
    tenant_id: string
    version: number
    settings: Json
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  purchase_model: {
    tenant_id: string
    generation: number
    method: 'nbd' | 'bgnbd' | 'mbgnbd' | 'bgcnbd' | 'mbgcnbd' | 'paretonbd' | 'industry' | 'rhythm' | 'lastWindow' | 'ownRate' | 'hiatus' | 'bookMean' | 'none'
    k: number | null
    unit: 'day' | 'week'
    fitted_until: string
    customers: number
    repeat_customers: number
    prior: 'none' | 'weak' | 'industry'
    model: Json
    standard_errors: Json
    log_likelihood: number | null
    spend: Json | null
    reason: Json
    warnings: Json
    totals: Json | null
    validation_state: Generated<'open' | 'done' | 'too_little'>
    validation: Json | null
    warning_quality: Json | null
    validated_at: Instant | null
    created_at: DefaultInstant
  }
  relationship_entry: {
    tenant_id: string
    dyad_id: string
    entry_id: string
    giver: 'us' | 'them'
    kind: string
    title: string
    amount_minor: number | null
    since: string
    until: string | null
    note: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  relationship_fact: {
    tenant_id: string
    dyad_id: string
    fact_id: string
    kind: string
    value: number | null
    choice: string | null
    observed_on: string
    until: string | null
    source: string
    note: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  relationship_run: {
    tenant_id: string
    generation: number
    inferred_on: string
    customers: number
    inferred_at: DefaultInstant
  }
  relationship_state: {
    tenant_id: string
    dyad_id: string
    form: 'basic' | 'reactive' | 'accountable' | 'proactive' | 'partnership' | null
    form_target: 'basic' | 'reactive' | 'accountable' | 'proactive' | 'partnership' | null
    form_gap: number | null
    bond_level: number | null
    bond_expected: number | null
    type: 'transactional' | 'mixed' | 'partnership' | null
    type_points: number | null
    type_known: Generated<number>
    switching_minor: number | null
    switching_ratio: number | null
    switching_score: number | null
    payne: 'product_selling' | 'managed_service' | 'customer_marketing' | 'individualised' | null
    information: number | null
    individualisation: number | null
    ability: number | null
    commitment: number | null
    stance: 'partner' | 'win_over' | 'develop' | 'keep_simple' | null
    share_of_sales: number | null
    wallet_share: number | null
    flags: Generated<string[]>
    priority_minor: number | null
    inferred_on: string
    inferred_at: DefaultInstant
  }
  relationship_term: {
    tenant_id: string
    dyad_id: string
    term_id: string
    kind: string
    title: string
    binds: 'us' | 'them' | 'both'
    counterpart: string | null
    revenue_share: number | null
    since: string
    until: string | null
    source: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  replaced_fact: {
    tenant_id: string
    import_id: string
    entity: string
    entity_id: string
    fact: Json
  }
  retention_run: {
    tenant_id: string
    run_id: string
    settings_version: number
    until_day: string
    planned: Json
    erased: Json | null
    author_id: string | null
    created_at: DefaultInstant
    finished_at: Instant | null
  }
  sales_order: {
    tenant_id: string
    dyad_id: string
    order_id: string
    import_id: string
    superseded_by: string | null
    source: string
    number: string
    kind: 'order' | 'return'
    ordered_on: string
    currency: string
    line_count: number
    net_minor: number
    tax_minor: number | null
    cost_minor: number | null
    content_hash: string
    salesperson: string | null
    country: string | null
    custom: DefaultJson
    tags: Generated<string[]>
  }
  saved_view: {
    tenant_id: string
    view_id: string
    list: string
    name: string
    owner_id: string
    is_shared: Generated<boolean>
    state: Json
    created_at: DefaultInstant
    updated_at: DefaultInstant
    department_ids: Generated<string[]>
  }
  search_entry: {
    tenant_id: string
    entry_id: string
    survivor_id: string | null
    owner_id: string | null
    department_id: string | null
    pool_id: string | null
    net_contribution_minor: number | null
    is_listed: boolean
    words: string
  }
  service_settings: {
    tenant_id: string
    version: number
    times: Json
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  stage_entry: {
    tenant_id: string
    dyad_id: string
    generation: number
    entered_on: string
    stage: 'prospect' | 'development' | 'growth' | 'maturity' | 'decline' | 'termination'
    stage_rule: string
    left_on: string | null
    net_sales_minor: Generated<number>
    net_contribution_minor: number | null
  }
  staged_category: {
    tenant_id: string
    import_id: string
    key: string
    file_no: number | null
    row_no: number | null
    code: string
    name: string | null
    parent_key: string | null
    category_id: string | null
    status: Generated<string>
  }
  staged_contact: {
    tenant_id: string
    import_id: string
    file_no: number
    row_no: number
    role: string
    key: string
    name: string
    title: string | null
    department: string | null
    phone: string | null
    email: string | null
    contact_id: string | null
    party_id: string | null
    pinyin: string | null
    initials: string | null
    status: Generated<string>
    cleared: Generated<string[]>
    own: Json | null
  }
  staged_fact: {
    tenant_id: string
    import_id: string
    kind: string
    bucket: number
    file_no: number
    row_no: number
    document: string
    number: string | null
    order_number: string | null
    line_text: string | null
    customer_key: string | null
    customer: string | null
    customer_name: string | null
    item_key: string | null
    item: string | null
    quantity: Numeric | null
    day: string | null
    shipped_on: string | null
    promised_on: string | null
    delivered_on: string | null
    invoiced_on: string | null
    carrier_key: string | null
    carrier: string | null
    currency: string | null
    amount_minor: number | null
    cost_kind: string | null
    is_rush: Generated<boolean>
    is_derived: Generated<boolean>
    note: string | null
    line_hash: number
    fact_id: string | null
    dyad_id: string | null
    status: Generated<string>
  }
  staged_head: {
    tenant_id: string
    import_id: string
    bucket: number
    file_no: number
    row_no: number
    number: string
    customer_key: string
    customer: string | null
    customer_name: string | null
    country: string | null
    region: string | null
    salesperson: string | null
    ordered_on: string
    is_return: boolean
    currency: string | null
    requested_on: string | null
    first_promised_on: string | null
    promised_on: string | null
    shipped_on: string | null
    delivered_on: string | null
    carrier_key: string | null
    carrier: string | null
    freight_minor: number | null
    line_hash: number
  }
  staged_item: {
    tenant_id: string
    import_id: string
    key: string
    file_no: number | null
    row_no: number | null
    code: string
    name: string | null
    category_key: string | null
    supplier_key: string | null
    supplier: string | null
    category: string | null
    unit: string | null
    unit_cost_minor: number | null
    item_id: string | null
    status: Generated<string>
  }
  staged_line: {
    tenant_id: string
    import_id: string
    bucket: number
    file_no: number
    row_no: number
    number: string
    line_key: string
    customer_key: string
    customer: string | null
    customer_name: string | null
    country: string | null
    region: string | null
    salesperson: string | null
    ordered_on: string
    is_return: boolean
    is_order: boolean
    item_key: string | null
    item: string | null
    item_name: string | null
    category_key: string | null
    category: string | null
    unit: string | null
    quantity: Numeric | null
    unit_price: Numeric | null
    discount: Numeric | null
    currency: string
    amount_minor: number
    net_minor: number
    tax_rate: Numeric | null
    cost_minor: number | null
    requested_on: string | null
    first_promised_on: string | null
    promised_on: string | null
    shipped_on: string | null
    delivered_on: string | null
    carrier_key: string | null
    carrier: string | null
    freight_minor: number | null
    line_hash: number
  }
  staged_order: {
    tenant_id: string
    import_id: string
    bucket: number
    number: string
    customer_key: string
    file_no: number
    first_row: number
    order_id: string
    dyad_id: string | null
    ordered_on: string
    is_return: boolean
    currency: string
    line_count: number
    net_minor: number
    cost_minor: number | null
    content_hash: string
    salesperson: string | null
    country: string | null
    status: Generated<string>
  }
  staged_party: {
    tenant_id: string
    import_id: string
    role: string
    key: string
    file_no: number | null
    row_no: number | null
    code: string | null
    name: string
    customer_kind: string | null
    uscc: string | null
    country: string | null
    region: string | null
    city: string | null
    address: string | null
    postal_code: string | null
    phone: string | null
    email: string | null
    website: string | null
    industry: string | null
    salesperson: string | null
    party_id: string | null
    dyad_id: string | null
    name_key: string | null
    pinyin: string | null
    initials: string | null
    status: Generated<string>
    owner: string | null
    owner_id: string | null
    author: string | null
    author_id: string | null
    entered: string | null
    cleared: Generated<string[]>
    own: Json | null
    own_party: Json | null
    is_joined: Generated<boolean>
    phone_read: string | null
    phone_e164: string | null
  }
  staged_record: {
    tenant_id: string
    import_id: string
    file_no: number
    row_no: number
    kind: 'opportunity' | 'agreement' | 'concern' | 'activity'
    customer_key: string
    customer: string | null
    owner: string | null
    stage: string | null
    fields: Json
    dyad_id: string | null
    record_id: string | null
    status: Generated<string>
    author: string | null
    entered: string | null
    own: Json | null
  }
  survey: {
    tenant_id: string
    survey_id: string
    kind: 'relationship' | 'logistics' | 'delivered_value' | 'after_delivery' | 'after_concern' | 'other'
    state: Generated<'draft' | 'running' | 'closed' | 'withdrawn'>
    title_zh: string
    title_en: string
    intro_zh: Generated<string>
    intro_en: Generated<string>
    questions: Json
    template_key: string | null
    template_version: number | null
    is_anonymous: Generated<boolean>
    after_event: 'delivery' | 'concern' | null
    events_since: string | null
    ends_on: string
    quiet_days: Generated<number>
    remind_after_days: number | null
    most_reminders: Generated<number>
    started_on: string | null
    closed_on: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  survey_alert: {
    tenant_id: string
    dyad_id: string
    alert_id: string
    dimension: string
    perceived: number
    measured: number
    answers: number
    events: number
    opened_on: string
    closed_on: string | null
    looked_at: Instant | null
    looked_by: string | null
    note: string | null
  }
  survey_invitation: {
    tenant_id: string
    dyad_id: string
    invitation_id: string
    survey_id: string
    side: 'theirs' | 'ours'
    contact_id: string | null
    user_id: string | null
    token_hash: string
    state: Generated<'open' | 'used' | 'withdrawn'>
    event_key: Generated<string>
    event_on: string | null
    used_on: string | null
    sent_at: Instant | null
    send_error: string | null
    reminders: Generated<number>
    reminded_at: Instant | null
    author_id: string | null
    created_at: DefaultInstant
  }
  survey_rating: {
    tenant_id: string
    dyad_id: string
    rating_id: string
    what: 'expectation' | 'value'
    dimension: string
    value: number
    observed_on: string
    source: string
    note: string | null
    author_id: string | null
    withdrawn_at: Instant | null
    created_at: DefaultInstant
  }
  survey_response: {
    tenant_id: string
    dyad_id: string
    response_id: string
    survey_id: string
    side: 'theirs' | 'ours'
    is_anonymous: Generated<boolean>
    invitation_id: string | null
    contact_id: string | null
    user_id: string | null
    answered_on: string
    answered_at: Instant | null
    answers: Json
    batch: string | null
  }
  survey_template: {
    tenant_id: string
    key: string
    version: number
    kind: 'relationship' | 'logistics' | 'delivered_value' | 'after_delivery' | 'after_concern' | 'other'
    name_zh: string
    name_en: string
    questions: Json
    is_current: Generated<boolean>
    deleted_at: Instant | null
    author_id: string | null
    created_at: DefaultInstant
  }
  switching_item: {
    tenant_id: string
    dyad_id: string
    item_id: string
    part: 'investment' | 'risk'
    kind: string
    lever: 'contractual' | 'material' | 'emotional'
    title: string
    amount_minor: number
    since: string
    life_months: number | null
    probability: number | null
    benefit: string | null
    source: string
    note: string | null
    author_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  tag: {
    tenant_id: string
    tag_id: string
    entity: 'customer' | 'contact' | 'order' | 'opportunity' | 'agreement' | 'concern'
    name: string
    name_key: string
    colour: Generated<string>
    description: string | null
    author_id: string | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  task: {
    tenant_id: string
    task_id: string
    dyad_id: string | null
    activity_id: string | null
    title: string
    note: string | null
    due_on: string | null
    due_minute: number | null
    assignee_id: string | null
    author_id: string | null
    priority: Generated<'high' | 'normal' | 'low'>
    state: Generated<'open' | 'done' | 'cancelled'>
    remind_at: Instant | null
    reminded_at: Instant | null
    done_at: Instant | null
    done_on: string | null
    done_by: string | null
    import_id: string | null
    deleted_at: Instant | null
    version: Generated<number>
    created_at: DefaultInstant
    updated_at: DefaultInstant
    source: string | null
    source_id: string | null
    source_step: number | null
  }
  tenant: {
    tenant_id: string
    name: string
    name_en: string | null
    base_currency: string
    time_zone: Generated<string>
    own_party_id: string | null
    version: Generated<number>
    created_at: DefaultInstant
  }
  type_override: {
    tenant_id: string
    dyad_id: string
    override_id: string
    type: 'pioneering' | 'star' | 'gold' | 'activatable' | 'promising' | 'mature' | 'release' | 'endangered' | 'overmature'
    reason: string
    author_id: string
    starts_on: string
    expires_on: string
    ended_at: Instant | null
    ended_on: string | null
    ended_by: string | null
    created_at: DefaultInstant
  }
  valuation_settings: {
    tenant_id: string
    version: number
    settings: Json
    note: string | null
    author_id: string | null
    created_at: DefaultInstant
  }
  vat_rate: {
    country: string
    kind: string
    valid_from: string
    rate: Numeric
  }
  wallet_category: {
    tenant_id: string
    dyad_id: string
    category_id: string
    own_minor: number
    before_minor: number
    low_minor: number
    middle_minor: number
    high_minor: number
    basis: 'regression' | 'look_alikes' | 'year_before'
    buyers: number
    months_outside: number
    lapsed_month: string | null
    lapsed_usual_months: number | null
    lapsed_worth_minor: number | null
    wallet_minor: number
    gap_minor: number
    confidence: 'A' | 'B' | 'C'
    evidence_id: string | null
  }
  wallet_run: {
    tenant_id: string
    month: string
    method: 'regression' | 'look_alikes' | 'none'
    kind: 'category' | 'item'
    customers: number
    categories: number
    models: Json
    job_id: string | null
    created_at: DefaultInstant
  }
  win_back_settings: {
    tenant_id: string
    version: number
    settings: Json
    author_id: string | null
    created_at: DefaultInstant
  }
  'identity.account': {
    id: string
    user_id: string
    account_id: string
    provider_id: string
    access_token: string | null
    refresh_token: string | null
    id_token: string | null
    access_token_expires_at: Instant | null
    refresh_token_expires_at: Instant | null
    scope: string | null
    password: string | null
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  'identity.session': {
    id: string
    user_id: string
    token: string
    expires_at: Instant
    ip_address: string | null
    user_agent: string | null
    active_tenant_id: string | null
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  'identity.tenant': {
    tenant_id: string
    is_demo: Generated<boolean>
    created_at: DefaultInstant
  }
  'identity.user': {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    language: 'zh-CN' | 'en' | null
    theme: 'light' | 'dark' | 'system' | null
    density: 'comfortable' | 'compact' | null
    disabled_at: Instant | null
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
  'identity.verification': {
    id: string
    identifier: string
    value: string
    expires_at: Instant
    created_at: DefaultInstant
    updated_at: DefaultInstant
  }
}
